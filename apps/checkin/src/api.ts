import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import type { ScanFact } from '@tessera/checkin-rules/scan'
import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import type { Translated } from '@tessera/kernel/translated'
import { client } from '@tessera/sdk/client'
import type { PublicTicketJwk } from '@tessera/ticket-code/ticket-keys'
import { ApiFailure } from './api-failure.ts'
import { readClocks } from './door/door-state.ts'
import type { Counts, DoorList, DoorSession, FoundGuest, KnownTicket, TicketFace } from './door/door.ts'
import { newNonce } from './scans/scan-log.ts'
import type { Reported, ServerScan } from './scans/scan-queue.ts'
import type { ScanRecord } from './scans/scan-record.ts'
import type { Contact } from './syncing/server-clock.ts'

/** The one file that knows the wire: what comes in is turned into the app's own types here. */

export type SignInRefusal = 'code_invalid' | 'too_many' | 'unreachable'

export type SnapshotPage = { tickets: KnownTicket[]; nextCursor: string | null; asOf: string }

export type DoorApi = {
  /** A code is good once; the answer is the device's token. */
  signIn: (code: string) => Promise<Outcome<string, SignInRefusal>>
  session: () => Promise<DoorSession>
  snapshot: (list: Pick<DoorList, 'id' | 'eventId'>, from: { cursor: string | null; since: string | null }) => Promise<SnapshotPage>
  search: (listId: string, text: string) => Promise<FoundGuest[]>
  counts: (listId: string) => Promise<Counts>
  scan: (record: ScanRecord) => Promise<ServerScan>
  report: (records: readonly ScanRecord[]) => Promise<Reported[]>
  undo: (scanId: string, nonce: string) => Promise<void>
}

type Deps = {
  token: () => string | null
  /** Every answer tells the time of the server. */
  onContact: (contact: Contact) => void
}

type WireTicket = {
  id: string
  code_version: number
  state: 'valid' | 'void'
  paid: boolean
  attendee_name: string | null
  product_id: string
  variant_id: string | null
  date_id: string | null
  product_name: Translated
  variant_name: Translated | null
}
type WireSnapshotTicket = WireTicket & {
  admission: boolean
  order_code: string | null
  scans: Array<{
    nonce: string
    direction: 'entry' | 'exit' | 'undo'
    undoes: string | null
    window_key: string | null
    gate_id: string | null
    device_id: string
    device_sequence: number
    scanned_at: string
    clock_offset_ms: number
  }>
}
type WireSnapshot = { data: WireSnapshotTicket[]; next_cursor: string | null; as_of: string }
type WireFound = WireTicket & { order_code: string; first_entered_at: string | null; inside: boolean }
type WireScan = {
  id: string
  nonce: string
  result: 'accepted' | 'refused'
  reason: ReasonCode
  ticket: (Omit<WireTicket, 'code_version' | 'state' | 'paid'> & { order_code: string }) | null
  first_entry: { at: string; gate: { id: string; name: string | null } | null } | null
  opens_at: string | null
  closes_at: string | null
  undone: boolean
  conflict: boolean
  conflict_reason: string | null
}
type WireList = {
  id: string
  event_id: string
  name: string
  product_ids: string[] | null
  variant_ids: string[] | null
  date_ids: string[] | null
  gate_ids: string[] | null
  window:
    | { kind: 'fixed'; opens_at: string | null; closes_at: string | null }
    | {
        kind: 'relative'
        opens_minutes_before: number | null
        closes_minutes_after: number | null
        closes_relative_to: 'start' | 'end'
      }
  reentry: DoorList['reEntry']
  closed: boolean
}
type WireDate = { id: string; starts_at: string; ends_at: string | null; state: 'scheduled' | 'cancelled' }
type WireSession = {
  device: { id: string; name: string; gate_id: string | null } | null
  organizer: { name: string }
  events: Array<{ id: string; title: Translated; timezone: string; venue_name: string | null; dates: WireDate[] }>
  lists: WireList[]
  gates: Array<{ id: string; event_id: string; name: string }>
  key_ring: { keys: unknown[] }
}

const ANSWER_WITHIN_MS = 15_000

export function createDoorApi(deps: Deps): DoorApi {
  client.setConfig({ baseUrl: location.origin, fetch: timedFetch(deps.onContact) })
  const call = caller(deps.token)
  return {
    async signIn(code) {
      try {
        const body = { code, platform: platformName() }
        const headers = { 'Idempotency-Key': newNonce() }
        return ok((await call<{ token: string }>('POST', '/v1/check-in/devices/sign-in', { body, headers })).token)
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error
        if (error.code === 'request.rate_limited') return refused('too_many')
        return refused(error.kind === 'unreachable' ? 'unreachable' : 'code_invalid')
      }
    },
    session: async () => sessionOf(await call<WireSession>('GET', '/v1/check-in/session')),
    async snapshot(list, { cursor, since }) {
      const query = { limit: 1000, ...(cursor ? { cursor } : {}), ...(since ? { since } : {}) }
      const page = await call<WireSnapshot>('GET', `/v1/check-in/lists/${list.id}/snapshot`, { query })
      return { tickets: page.data.map(t => knownTicketOf(t, list)), nextCursor: page.next_cursor, asOf: page.as_of }
    },
    async search(list, q) {
      const page = await call<{ data: WireFound[] }>('GET', `/v1/check-in/lists/${list}/search`, { query: { q } })
      return page.data.map(foundOf)
    },
    counts: list => call<Counts>('GET', `/v1/check-in/lists/${list}/counts`),
    scan: async record => serverScanOf(await call<WireScan>('POST', '/v1/check-in/scans', { body: scanOf(record) })),
    async report(records) {
      const body = { scans: records.map(offlineScanOf) }
      const { results } = await call<{ results: Array<{ nonce: string; outcome: Reported['outcome']; scan: WireScan | null }> }>(
        'POST',
        '/v1/check-in/scans/batch',
        { body },
      )
      return results.map(({ nonce, outcome, scan }) => ({ nonce, outcome, scan: scan && serverScanOf(scan) }))
    },
    async undo(scanId, nonce) {
      await call('POST', `/v1/check-in/scans/${scanId}/undo`, { body: { nonce } })
    },
  }
}

type Rest = { body?: unknown; query?: Record<string, unknown>; headers?: Record<string, string> }

function caller(token: Deps['token']) {
  return async <T>(method: 'GET' | 'POST', url: string, { headers, ...rest }: Rest = {}): Promise<T> => {
    const authorization = token() === null ? {} : { Authorization: `Bearer ${token()}` }
    const json = rest.body === undefined ? {} : { 'Content-Type': 'application/json' }
    const answer = await client.request({ method, url, ...rest, headers: { ...authorization, ...json, ...headers } })
    if (answer.response?.ok) return answer.data as T
    throw ApiFailure.from(answer.response?.status ?? 0, answer.error)
  }
}

function timedFetch(onContact: Deps['onContact']): typeof fetch {
  return async (input, init) => {
    const before = readClocks()
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    const serverMs = Date.parse(response.headers.get('date') ?? '')
    if (Number.isFinite(serverMs)) onContact({ before, after: readClocks(), serverMs, wholeSeconds: true })
    return response
  }
}

function sessionOf(session: WireSession): DoorSession {
  const datesOf = (eventId: string) => session.events.find(event => event.id === eventId)?.dates ?? []
  return {
    organizerName: session.organizer.name,
    deviceId: session.device?.id ?? '',
    deviceName: session.device?.name ?? '',
    gateId: session.device?.gate_id ?? null,
    events: session.events.map(({ id, title, timezone, venue_name, dates }) => ({
      id,
      title,
      zone: timezone,
      venueName: venue_name,
      startsAt: dateOf(dates[0]?.starts_at),
      endsAt: dateOf(dates.at(-1)?.ends_at),
    })),
    lists: session.lists.map(list => listOf(list, datesOf(list.event_id))),
    gates: session.gates.map(({ id, event_id, name }) => ({ id, eventId: event_id, name })),
    // Checked where it is imported, key by key.
    keyRing: { keys: session.key_ring.keys as PublicTicketJwk[] },
  }
}

function listOf(list: WireList, dates: readonly WireDate[]): DoorList {
  const { window } = list
  return {
    id: list.id,
    eventId: list.event_id,
    name: list.name,
    productIds: list.product_ids ?? [],
    variantIds: list.variant_ids ?? [],
    dateIds: list.date_ids ?? [],
    gateIds: list.gate_ids ?? [],
    dates: dates
      .filter(({ state }) => state === 'scheduled')
      .map(({ id, starts_at, ends_at }) => ({ id, startsAt: new Date(starts_at), endsAt: dateOf(ends_at) })),
    window:
      window.kind === 'fixed'
        ? { kind: 'fixed', opensAt: dateOf(window.opens_at), closesAt: dateOf(window.closes_at) }
        : {
            kind: 'relative',
            opensMinutesBeforeStart: window.opens_minutes_before,
            closesMinutesAfter: window.closes_minutes_after,
            closesRelativeTo: window.closes_relative_to,
          },
    reEntry: list.reentry,
    closed: list.closed,
    test: false,
  }
}

function faceOf(ticket: Omit<WireTicket, 'code_version' | 'state' | 'paid'> & { order_code: string | null }): TicketFace {
  return {
    id: ticket.id,
    attendeeName: ticket.attendee_name,
    productName: ticket.product_name,
    variantName: ticket.variant_name,
    orderCode: ticket.order_code,
    dateId: ticket.date_id,
  }
}

/** The snapshot holds all tickets of the list's event, and no others. */
function knownTicketOf(ticket: WireSnapshotTicket, list: Pick<DoorList, 'id' | 'eventId'>): KnownTicket {
  return {
    ...faceOf(ticket),
    eventId: list.eventId,
    productId: ticket.product_id,
    variantId: ticket.variant_id,
    admission: ticket.admission,
    state: ticket.state,
    paid: ticket.paid,
    codeVersion: ticket.code_version,
    test: false,
    facts: ticket.scans.map(
      (scan): ScanFact => ({
        nonce: scan.nonce,
        kind: scan.direction,
        undoes: scan.undoes,
        listId: list.id,
        ticketId: ticket.id,
        gateId: scan.gate_id,
        deviceId: scan.device_id,
        deviceSequence: scan.device_sequence,
        scannedAt: new Date(scan.scanned_at),
        clockOffsetMs: scan.clock_offset_ms,
        reason: 'accepted',
        windowKey: scan.window_key,
      }),
    ),
  }
}

function foundOf(ticket: WireFound): FoundGuest {
  return {
    face: faceOf(ticket),
    isVoid: ticket.state === 'void',
    isPaid: ticket.paid,
    firstEnteredAt: dateOf(ticket.first_entered_at),
    inside: ticket.inside,
  }
}

function scanOf(record: ScanRecord) {
  return {
    list_id: record.listId,
    ...presentedOf(record),
    direction: record.kind,
    nonce: record.nonce,
    method: record.method,
    gate_id: record.gateId,
    device_sequence: record.deviceSequence,
  }
}

function presentedOf({ code, ticketId, kind }: ScanRecord) {
  return code !== null && kind !== 'undo' ? { code } : { ticket_id: ticketId }
}

function offlineScanOf(record: ScanRecord) {
  return {
    ...scanOf(record),
    ...(record.undoes === null ? {} : { undoes: record.undoes }),
    scanned_at: record.scannedAt.toISOString(),
    clock_offset_ms: record.clockOffsetMs,
    reason: record.verdict.reason,
    window_key: record.verdict.windowKey,
  }
}

function serverScanOf(scan: WireScan): ServerScan {
  return {
    scanId: scan.id,
    nonce: scan.nonce,
    undone: scan.undone,
    conflict: scan.conflict ? (scan.conflict_reason ?? 'double_entry') : null,
    verdict: {
      outcome: scan.result,
      reason: scan.reason,
      ticket: scan.ticket && faceOf(scan.ticket),
      firstEntry: scan.first_entry && { at: new Date(scan.first_entry.at), gateName: scan.first_entry.gate?.name ?? null },
      opensAt: dateOf(scan.opens_at),
      closesAt: dateOf(scan.closes_at),
      windowKey: null,
      genuineButUnknown: false,
    },
  }
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null
}

/** So that the organizer recognizes the device in the list. */
function platformName(): string {
  const { userAgent } = navigator
  const system = /Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux/.exec(userAgent)?.[0] ?? ''
  const browser = /Firefox|Edg|SamsungBrowser|Chrome|Safari/.exec(userAgent)?.[0] ?? ''
  return [system, browser].filter(Boolean).join(' · ') || 'Browser'
}
