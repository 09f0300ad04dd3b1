import { parseId } from '@tessera/kernel/ids'
import { applySnapshot } from './apply-snapshot.ts'
import { hasGateway, refresh } from './check-payment.ts'
import type { Payday } from './deps.ts'
import { noteOutcome, type StoredEvent, waitingEvent, waitingEvents } from './gateway-events.sql.ts'
import type { Attempt } from './payment.ts'
import { attemptByReference, selectAttempt } from './payments.sql.ts'
import type { Shift } from './shift.ts'

const BATCH = 200
/** How long an event may wait for its payment to become known before it is put away. */
const PATIENCE_MS = 3 * 24 * 60 * 60 * 1_000

type Outcome = { word: string; done: boolean }

/** Does what a stored event asks for, unless somebody has. */
export async function handleEvent(
  deps: Payday,
  organizerId: string,
  gateway: string,
  gatewayEventId: string,
): Promise<void> {
  const event = await deps.db.tenant(organizerId, tx => waitingEvent(tx, gateway, gatewayEventId))
  if (event) await handle(deps, organizerId, event)
}

/** Events that were stored and not handled: the process died, the gateway did not answer, or the payment was unknown. */
export async function handleWaitingEvents(deps: Payday, organizerId: string, shift: Shift): Promise<void> {
  const events = await deps.db.tenant(organizerId, tx => waitingEvents(tx, BATCH))
  await shift.each(events, async event => {
    await handle(deps, organizerId, event).catch((error: unknown) => {
      const { gateway, gatewayEventId } = event
      deps.log.warn({ err: error, gateway, event: gatewayEventId }, 'an event of a gateway waits on')
    })
  })
}

async function handle(deps: Payday, organizerId: string, event: StoredEvent): Promise<void> {
  const note = ({ word, done }: Outcome) => deps.db.tenant(organizerId, tx => noteOutcome(tx, event, word, done))
  const late = event.ageMs > PATIENCE_MS
  try {
    const outcome = await takeEffect(deps, organizerId, event)
    if (late && !outcome.done) {
      deps.log.error({ event: event.gatewayEventId, outcome: outcome.word }, 'an event found no payment')
    }
    await note({ ...outcome, done: outcome.done || late })
  } catch (error) {
    await note({ word: 'failed', done: false })
    throw error
  }
}

/** An event only says that something changed. What is true is asked, so a forged or stale claim in it moves nothing. */
async function takeEffect(deps: Payday, organizerId: string, event: StoredEvent): Promise<Outcome> {
  const { reference, attemptId, gatewayAccountId } = event.payload
  if (reference === null) return { word: 'ignored', done: true }
  const known = await findAttempt(deps, organizerId, event, attemptId)
  if (known?.reference === reference && hasGateway(known)) return said((await refresh(deps, known)).outcome)
  // A gateway may call one payment by several names, or name our attempt on another payment: what it is, it says itself.
  const gateway = await deps.opened.byId(organizerId, gatewayAccountId)
  const news = await gateway.fetchPayment({ reference })
  if (!news) return { word: 'unknown_at_gateway', done: false }
  const attempt = known ?? (await findAttempt(deps, organizerId, event, news.attemptId, news.reference))
  if (!attempt) return { word: news.attemptId === null ? 'foreign' : 'unknown_payment', done: news.attemptId === null }
  return said((await applySnapshot(deps, organizerId, attempt.id, news)).outcome)
}

function findAttempt(
  deps: Payday,
  organizerId: string,
  { gateway, payload }: StoredEvent,
  attemptId: string | null,
  canonical = payload.reference,
): Promise<Attempt | null> {
  return deps.db.tenant(organizerId, async tx => {
    const byReference = canonical === null ? null : await attemptByReference(tx, gateway, canonical)
    if (byReference) return byReference
    const id = attemptId === null ? null : parseId('pay', attemptId)
    const named = id === null ? null : await selectAttempt(tx, id)
    return named?.gateway === gateway ? named : null
  })
}

/** A refund that does not fit yet is tried again; everything else is done. */
function said(outcome: string): Outcome {
  return { word: outcome, done: outcome !== 'deferred' }
}
