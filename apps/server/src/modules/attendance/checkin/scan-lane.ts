import type { Db } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { createLane } from '../../../platform/lanes/lane.ts'
import type { CodeReader } from './code-reader.ts'
import type { ScanJson } from './door-json.ts'
import type { DoorScope } from './door-scope.ts'
import type { Scan } from './public.ts'
import { type Decided, readBases, recordScans } from './scan-batch.sql.ts'
import { type Asking, askingOf, decideScan, type ScanWish } from './scan-ticket.ts'

type Deps = { db: Db; codes: CodeReader }
type Answer = { ok: true; scan: Scan } | { ok: false; error: Error }

/** A batch takes the locks of its tickets until it is written, so it stays small beside the time that one flush takes. */
const LANE = { maxBatch: 200, maxWaiting: 4_000, maxInFlight: 4 }
/** Each turn lost means that somebody else was let in meanwhile; nobody needs this many. */
const MOST_TURNS = 10

/** Scans that arrive together are decided and written together: two statements for all of an organizer's gates. */
export function createScanLane({ db, codes }: Deps): (scope: DoorScope, wish: ScanWish) => Promise<Scan> {
  const lane = createLane<Asking, Answer>({
    ...LANE,
    keyOf: ({ scope }) => scope.organizerId,
    run: (organizerId, batch) => scanTogether({ db, codes }, organizerId, batch),
    refuse: () => requestErrors.overloaded({ retryAfterSeconds: 1 }),
  })
  return async (scope, wish) => {
    const answer = await lane.submit(askingOf(codes, scope, wish))
    if (!answer.ok) throw answer.error
    return answer.scan
  }
}

/** Read, decide, write what still stands on what was read; who lost a race goes around again. */
async function scanTogether(deps: Deps, organizerId: string, batch: readonly Asking[]): Promise<Answer[]> {
  const answers: Answer[] = Array.from(batch, () => ({ ok: false, error: lost() }))
  let waiting = batch.map((_, index) => index)
  for (let turn = 0; turn < MOST_TURNS && waiting.length > 0; turn++) {
    waiting = await takeTurn(deps, organizerId, batch, waiting, answers)
  }
  return answers
}

const lost = () => requestErrors.conflict({ retryAfterSeconds: 1 })
const pairOf = (listId: string, ticketId: string | null) => `${listId} ${ticketId}`

/** Fills in the answers that this turn gives and says who is left. */
async function takeTurn(
  { db, codes }: Deps,
  organizerId: string,
  batch: readonly Asking[],
  waiting: readonly number[],
  answers: Answer[],
): Promise<number[]> {
  const asking = waiting.map(index => batch[index]!)
  const bases = await readBases(
    db,
    organizerId,
    asking.map(({ wish, claimed }) => ({ listId: wish.listId, ticketId: claimed, nonce: wish.nonce })),
  )
  const facts = Map.groupBy(bases.facts, scan => pairOf(scan.list_id, scan.ticket_id))
  const factsOf = ({ wish, claimed }: Asking): ScanJson[] => facts.get(pairOf(wish.listId, claimed)) ?? []
  const verdicts = await Promise.all(asking.map(one => decideScan(codes, one, bases, factsOf(one))))
  const toWrite: Array<{ index: number; decided: Decided; answer(at: Date): Scan }> = []
  for (const [position, verdict] of verdicts.entries()) {
    const index = waiting[position]!
    if (verdict.kind === 'decided') toWrite.push({ index, ...verdict })
    else
      answers[index] =
        verdict.kind === 'answer' ? { ok: true, scan: verdict.scan } : { ok: false, error: verdict.error }
  }
  if (toWrite.length === 0) return []
  const written = await recordScans(
    db,
    organizerId,
    toWrite.map(({ decided }) => decided),
  )
  const left: number[] = []
  for (const [position, { index, answer }] of toWrite.entries()) {
    const at = written[position]
    if (at) answers[index] = { ok: true, scan: answer(at) }
    else left.push(index)
  }
  return left
}
