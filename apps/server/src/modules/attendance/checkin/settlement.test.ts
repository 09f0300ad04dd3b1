import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ScanJson } from './door-json.ts'
import type { ReEntry } from './public.ts'
import { settle } from './settlement.ts'

const policies = fc.constantFrom<ReEntry>('none', 'after_exit', 'unlimited')

/** Accepted scans of one ticket on one list, as devices that do not hear each other make them. */
const logs = fc
  .array(
    fc.record({
      minute: fc.nat(30),
      direction: fc.constantFrom('entry', 'entry', 'exit', 'undo'),
      device: fc.constantFrom('d1', 'd2', 'd3'),
      windowKey: fc.constantFrom('all', 'friday', 'saturday'),
      undoes: fc.nat(11),
      doubt: fc.constantFrom(null, null, 'void'),
    }),
    { maxLength: 12 },
  )
  .map(scans => scans.map((scan, index) => scanOf({ ...scan, index })))

function scanOf(scan: {
  index: number
  minute: number
  direction: ScanJson['direction']
  device: string
  windowKey: string
  undoes: number
  doubt: string | null
}): ScanJson {
  const at = new Date(Date.UTC(2027, 0, 1, 20, scan.minute)).toISOString()
  return {
    organizer_id: 'o',
    id: `id-${scan.index}`,
    list_id: 'l',
    event_id: 'e',
    ticket_id: 't',
    nonce: `nonce-${scan.index}`,
    direction: scan.direction,
    result: 'accepted',
    reason: 'accepted',
    occupies: false,
    conflict: false,
    gate_id: null,
    device_id: scan.device,
    account_id: null,
    api_key_id: null,
    method: 'code',
    scanned_at: at,
    received_at: at,
    undone_at: null,
    undoes: scan.direction === 'undo' ? `nonce-${scan.undoes}` : null,
    window_key: scan.direction === 'entry' ? scan.windowKey : null,
    device_sequence: scan.index,
    clock_offset_ms: 0,
    details: {},
    reported: true,
    doubt: scan.doubt,
    double_of: null,
  }
}

it('comes to the same whatever the order in which scans were heard of', () => {
  fc.assert(
    fc.property(
      logs.chain(log => fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length }))),
      policies,
      ([log, shuffled], policy) => {
        expect(settle(shuffled, policy)).toEqual(settle(log, policy))
      },
    ),
  )
})

it('drops nothing, and lets at most one entry keep an opening', () => {
  fc.assert(
    fc.property(logs, policies, (log, policy) => {
      const settled = settle(log, policy)
      expect(settled.map(one => one.id).toSorted()).toEqual(log.map(scan => scan.id).toSorted())
      const byId = new Map(log.map(scan => [scan.id, scan]))
      const keys = settled.filter(one => one.occupies).map(one => byId.get(one.id)!.window_key)
      expect(new Set(keys).size).toBe(keys.length)
    }),
  )
})

it('flags every entry but the first where a ticket enters once, unless it was taken back', () => {
  const log = [0, 1, 2].map(index =>
    scanOf({
      index,
      minute: 10 - index,
      direction: 'entry',
      device: `d${index}`,
      windowKey: 'all',
      undoes: 0,
      doubt: null,
    }),
  )
  const flags = (scans: ScanJson[]) => new Map(settle(scans, 'none').map(one => [one.id, one.doubleOf]))
  expect([...flags(log)]).toEqual([
    ['id-2', null],
    ['id-1', 'id-2'],
    ['id-0', 'id-2'],
  ])
  const undo = scanOf({
    index: 3,
    minute: 20,
    direction: 'undo',
    device: 'd2',
    windowKey: 'all',
    undoes: 2,
    doubt: null,
  })
  expect(flags([...log, undo]).get('id-1')).toBeNull()
  expect(flags([...log, undo]).get('id-0')).toBe('id-1')
})

type Part = Partial<Parameters<typeof scanOf>[0]>
/** In the order told, a minute apart, by one device on one evening unless told otherwise. */
const told = (...parts: Part[]) =>
  parts.map((part, index) =>
    scanOf({
      index,
      minute: index,
      direction: 'entry',
      device: 'd1',
      windowKey: 'friday',
      undoes: 0,
      doubt: null,
      ...part,
    }),
  )
const keeping = (scans: ScanJson[], policy: ReEntry) =>
  settle(scans, policy)
    .filter(one => one.occupies)
    .map(one => one.id)
const flagged = (scans: ScanJson[]) =>
  settle(scans, 'unlimited')
    .filter(one => one.conflict)
    .map(one => one.id)
const exit = { direction: 'exit' } as const
const undo = { direction: 'undo' } as const

it('an entry keeps its opening, which an exit gives up only where one may come back', () => {
  expect(keeping(told({}, exit), 'none')).toEqual(['id-0'])
  expect(keeping(told({}, exit), 'after_exit')).toEqual([])
  expect(keeping(told({}, exit, {}), 'after_exit')).toEqual(['id-2'])
  expect(keeping(told({}), 'unlimited')).toEqual([])
})

it('of several entries the first keeps each opening; one that was taken back keeps none', () => {
  expect(keeping(told({}, { device: 'd2' }, { windowKey: 'saturday' }), 'none')).toEqual(['id-0', 'id-2'])
  expect(keeping(told({}, undo), 'none')).toEqual([])
})

it('what should not have been let in is flagged until it is taken back', () => {
  expect(flagged(told({}, { doubt: 'void' }))).toEqual(['id-1'])
  expect(flagged(told({ doubt: 'void' }, undo))).toEqual([])
})

it('taking back what another device let in is flagged, and not what it or a member does', () => {
  expect(flagged(told({}, { ...undo, device: 'd2' }))).toEqual(['id-1'])
  expect(flagged(told({}, undo))).toEqual([])
  const [entry, taken] = told({}, undo)
  expect(flagged([entry!, { ...taken!, device_id: null, account_id: 'a' }])).toEqual([])
})
