import { expect, test } from 'vitest'
import type { DoorList, DoorSession, EventHead } from './door.ts'
import { inOrderOfNeed, onlyChoice, placeOf } from './placing.ts'

const event = (id: string, startsAt: string): EventHead => ({
  id,
  title: { en: id },
  zone: 'Europe/Berlin',
  startsAt: new Date(startsAt),
  endsAt: null,
  venueName: null,
})
const list = (id: string, gateIds: string[] = []): DoorList => ({
  id,
  name: id,
  eventId: 'evt_1',
  productIds: [],
  variantIds: [],
  dateIds: [],
  gateIds,
  dates: [],
  window: { kind: 'fixed', opensAt: null, closesAt: null },
  reEntry: 'none',
  closed: false,
  test: false,
})
const session = (more: Partial<DoorSession> = {}): DoorSession => ({
  organizerName: 'House',
  deviceId: 'dev_1',
  deviceName: 'Phone',
  gateId: null,
  events: [event('evt_1', '2026-11-22T19:00:00Z')],
  lists: [list('cil_1')],
  gates: [
    { id: 'gat_n', eventId: 'evt_1', name: 'North' },
    { id: 'gat_s', eventId: 'evt_1', name: 'South' },
  ],
  keyRing: { keys: [] },
  ...more,
})

test('a steward is asked only when there is something to choose', () => {
  expect(onlyChoice(session())).toBeNull()
  expect(onlyChoice(session({ gates: [] }))).toEqual({ listId: 'cil_1', gateId: null })
  expect(onlyChoice(session({ gateId: 'gat_s' }))).toEqual({ listId: 'cil_1', gateId: 'gat_s' })
  expect(onlyChoice(session({ lists: [list('cil_1', ['gat_n'])] }))).toEqual({ listId: 'cil_1', gateId: 'gat_n' })
})

test('a device that the organizer has placed stands there, whatever was chosen before', () => {
  const place = placeOf(session({ gateId: 'gat_s' }), { listId: 'cil_1', gateId: 'gat_n' })
  expect(place?.gate?.name).toBe('South')
})

test('a list that is gone is no place to stand at', () => {
  expect(placeOf(session(), { listId: 'cil_old', gateId: null })).toBeNull()
})

test('what is on now comes first, what is over last', () => {
  const events = [
    event('over', '2026-11-20T19:00:00Z'),
    event('next', '2026-11-29T19:00:00Z'),
    event('now', '2026-11-22T18:00:00Z'),
  ]
  const order = inOrderOfNeed(events, new Date('2026-11-22T19:00:00Z')).map(({ id }) => id)
  expect(order).toEqual(['now', 'next', 'over'])
})
