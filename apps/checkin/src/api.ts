import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import * as sdk from '@tessera/sdk'
import { client } from '@tessera/sdk/client'
import { ApiFailure } from './api-failure.ts'
import type { Counts, DoorList, DoorSession, FoundGuest, KnownTicket } from './door/door.ts'
import { readClocks } from './door/door-state.ts'
import { newNonce } from './scans/scan-log.ts'
import type { Reported, ServerScan } from './scans/scan-queue.ts'
import type { ScanRecord } from './scans/scan-record.ts'
import type { Contact } from './syncing/server-clock.ts'
import { foundOf, knownTicketOf, offlineScanOf, scanOf, serverScanOf, sessionOf } from './wire.ts'

export type SignInRefusal = 'code_invalid' | 'rate_limited' | 'unreachable'

export type SnapshotPage = { tickets: KnownTicket[]; nextCursor: string | null; asOf: string }

export type DoorApi = {
  /** A code is good once; the answer is the device's token. */
  signIn: (code: string) => Promise<Outcome<string, SignInRefusal>>
  session: () => Promise<DoorSession>
  snapshot: (
    list: Pick<DoorList, 'id' | 'eventId'>,
    from: { cursor: string | null; since: string | null },
  ) => Promise<SnapshotPage>
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

const ANSWER_WITHIN_MS = 15_000
const PAGE = 1000

export function createDoorApi({ token, onContact }: Deps): DoorApi {
  client.setConfig({ baseUrl: location.origin, fetch: timedFetch(onContact), auth: () => token() ?? undefined })
  return {
    async signIn(code) {
      const headers = { 'Idempotency-Key': newNonce() }
      try {
        const signedIn = await answer(sdk.signInDevice({ body: { code, platform: platformName() }, headers }))
        return ok(signedIn.token)
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error
        if (error.code === 'request.rate_limited') return refused('rate_limited')
        return refused(error.kind === 'unreachable' ? 'unreachable' : 'code_invalid')
      }
    },
    session: async () => sessionOf(await answer(sdk.getCheckInSession())),
    async snapshot(list, { cursor, since }) {
      const query = { limit: PAGE, ...(cursor ? { cursor } : {}), ...(since ? { since } : {}) }
      const page = await answer(sdk.getCheckInSnapshot({ path: { list: list.id }, query }))
      const tickets = page.data.map(ticket => knownTicketOf(ticket, list))
      return { tickets, nextCursor: page.next_cursor, asOf: page.as_of }
    },
    search: async (list, q) => (await answer(sdk.searchGuests({ path: { list }, query: { q } }))).data.map(foundOf),
    counts: list => answer(sdk.getCheckInCounts({ path: { list } })),
    scan: async record => serverScanOf(await answer(sdk.scanTicket({ body: scanOf(record) }))),
    async report(records) {
      const { results } = await answer(sdk.reportScans({ body: { scans: records.map(offlineScanOf) } }))
      return results.map(({ nonce, outcome, scan }) => ({ nonce, outcome, scan: scan && serverScanOf(scan) }))
    },
    async undo(scan, nonce) {
      await answer(sdk.undoScan({ path: { scan }, body: { nonce } }))
    },
  }
}

type Answered = { data: unknown; error: unknown; response?: Response }
type DataOf<R> = R extends { error: undefined; data: infer Data } ? Data : never

/** The answer of an operation of the SDK; whatever is no success is thrown as an ApiFailure. */
async function answer<R extends Answered>(request: Promise<R>): Promise<DataOf<R>> {
  const result = await request
  if (result.response?.ok) return result.data as DataOf<R>
  throw ApiFailure.from(result.response?.status ?? 0, result.error)
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

/** So that the organizer recognizes the device in the list. */
function platformName(): string {
  const { userAgent } = navigator
  const system = /Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux/.exec(userAgent)?.[0] ?? ''
  const browser = /Firefox|Edg|SamsungBrowser|Chrome|Safari/.exec(userAgent)?.[0] ?? ''
  return [system, browser].filter(Boolean).join(' · ') || 'Browser'
}
