import { formatId, newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { signTicketCode } from '@tessera/ticket-code/ticket-code'
import { generateTicketKey, importKeyRing, importSigningKey, publicTicketJwk } from '@tessera/ticket-code/ticket-keys'
import { describe, expect, test } from 'vitest'
import type { DoorList, KnownTicket } from '../door/door.ts'
import { decideHere, type LocalWorld } from './decide-here.ts'

const organizer = newUuid()
const eventUuid = newTenantUuid(organizer)
const ticketUuid = newTenantUuid(organizer)
const ticketId = formatId('tkt', ticketUuid)
const eventId = formatId('evt', eventUuid)
const jwk = await generateTicketKey(organizer.slice(-8))
const key = await importSigningKey(jwk)
const ring = await importKeyRing({ keys: [publicTicketJwk(jwk)] })
const codeOf = (more: Partial<Parameters<typeof signTicketCode>[1]> = {}) =>
  signTicketCode(key, { ticketId: ticketUuid, codeVersion: 1, eventId: eventUuid, test: false, ...more })

const list: DoorList = {
  id: 'cil_1',
  name: 'Main',
  eventId,
  productIds: [],
  variantIds: [],
  dateIds: [],
  gateIds: [],
  dates: [],
  window: { kind: 'fixed', opensAt: null, closesAt: null },
  reEntry: 'none',
  closed: false,
  test: false,
}
const ticket: KnownTicket = {
  id: ticketId,
  eventId,
  attendeeName: 'Ada',
  productName: { en: 'Day ticket' },
  variantName: null,
  orderCode: 'ABCDEFGH',
  dateId: null,
  productId: 'prd_1',
  variantId: null,
  admission: true,
  state: 'valid',
  paid: true,
  codeVersion: 1,
  test: false,
  facts: [],
}
const world = (more: Partial<LocalWorld> = {}): LocalWorld => ({
  list,
  gates: [{ id: 'gat_1', eventId, name: 'North' }],
  gateId: null,
  ring,
  now: new Date('2026-11-22T19:00:00Z'),
  ticketOf: async id => (id === ticketId ? ticket : null),
  factsOf: known => known.facts,
  ...more,
})
const entry = {
  nonce: 'nonce-of-first',
  kind: 'entry' as const,
  undoes: null,
  listId: 'cil_1',
  ticketId,
  gateId: 'gat_1',
  deviceId: 'dev_2',
  deviceSequence: 1,
  scannedAt: new Date('2026-11-22T18:40:00Z'),
  clockOffsetMs: 0,
  reason: 'accepted' as const,
  windowKey: 'all',
}

describe('without a connection', () => {
  test('a genuine code of the copy enters, and the face is shown', async () => {
    const here = await decideHere(world(), { code: await codeOf() }, 'entry')
    expect(here.verdict).toMatchObject({ outcome: 'accepted', windowKey: 'all', ticket: { attendeeName: 'Ada' } })
    expect(here.ticketId).toBe(ticketId)
  })

  test('a second entry is refused with time and gate of the first', async () => {
    const here = await decideHere(world({ factsOf: () => [entry] }), { code: await codeOf() }, 'entry')
    expect(here.verdict).toMatchObject({
      outcome: 'refused',
      reason: 'already_used',
      firstEntry: { at: entry.scannedAt, gateName: 'North' },
    })
  })

  test('a forged code enters nowhere and shows nobody', async () => {
    const forger = await generateTicketKey(organizer.slice(-8))
    const forged = await signTicketCode(await importSigningKey(forger), {
      ticketId: ticketUuid,
      codeVersion: 1,
      eventId: eventUuid,
      test: false,
    })
    const here = await decideHere(world(), { code: forged }, 'entry')
    expect(here.verdict).toMatchObject({ outcome: 'refused', reason: 'unknown_ticket', ticket: null })
    expect(here.verdict.genuineButUnknown).toBe(false)
  })

  test('a genuine code of this event that the copy lacks is told apart from one of another event', async () => {
    const empty = world({ ticketOf: async () => null })
    const sold = await decideHere(empty, { code: await codeOf() }, 'entry')
    expect(sold.verdict).toMatchObject({ reason: 'unknown_ticket', genuineButUnknown: true })
    const other = await decideHere(empty, { code: await codeOf({ eventId: newTenantUuid(organizer) }) }, 'entry')
    expect(other.verdict).toMatchObject({ reason: 'wrong_event', genuineButUnknown: false })
  })

  test('the code of an older version is refused after a reissue', async () => {
    const reissued = world({ ticketOf: async () => ({ ...ticket, codeVersion: 2 }) })
    const here = await decideHere(reissued, { code: await codeOf() }, 'entry')
    expect(here.verdict.reason).toBe('replaced')
  })

  test('a text that is no ticket code is nothing that the server need hear of', async () => {
    const here = await decideHere(world(), { code: 'https://example.com' }, 'entry')
    expect(here).toMatchObject({ isCode: false, verdict: { outcome: 'refused' } })
  })

  test('a guest who was picked is judged by the same rules', async () => {
    const voided = world({ ticketOf: async () => ({ ...ticket, state: 'void' as const }) })
    expect((await decideHere(voided, { ticketId }, 'entry')).verdict.reason).toBe('void')
    expect((await decideHere(voided, { ticketId }, 'exit')).verdict.outcome).toBe('accepted')
  })
})
