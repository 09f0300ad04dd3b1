import { parseId } from '@tessera/kernel/ids'
import { type GatewayAccount, selectAccounts } from './accounts.sql.ts'
import { applySnapshot } from './apply-snapshot.ts'
import type { Payday } from './deps.ts'
import { disputesOfPayment } from './disputes.sql.ts'
import { type Attempt, expectedOf } from './payment.ts'
import { attemptsBetween, selectAttempt } from './payments.sql.ts'
import { mismatchesOf, type PaymentSnapshot } from './ports.ts'

/**
 * - `not_ours`: the gateway took or opened a payment that no attempt of ours names.
 * - `not_at_gateway`: we believe in a payment that the gateway does not list.
 * - `second_payment`: one attempt, two payments at the gateway.
 * - `differs`: amount, currency, account or mode are not what we asked for.
 * - `state`, `refunded` and `disputed`: our books lagged behind; `healed` when applying the gateway's word has set them right.
 */
export type Finding = {
  kind: 'not_ours' | 'not_at_gateway' | 'second_payment' | 'differs' | 'state' | 'refunded' | 'disputed'
  gateway: string
  gatewayAccountId: string
  paymentId: string | null
  reference: string | null
  ours: string | null
  theirs: string | null
  healed: boolean
}

const DAY_MS = 24 * 60 * 60 * 1_000
/** Attempts are made before the gateway's payment, and clocks differ. */
const MARGIN_MS = DAY_MS

export type Comparison = {
  findings: Finding[]
  /** Why an account could not be compared: of it nothing is known. */
  unanswered: Error[]
}

/** Compares both books over [since, until), in both directions. What was only late is applied; the rest is told. */
export async function reconcile(deps: Payday, organizerId: string, since: Date, until: Date): Promise<Comparison> {
  const result: Comparison = { findings: [], unanswered: [] }
  for (const account of await deps.db.tenant(organizerId, selectAccounts)) {
    try {
      result.findings.push(...(await reconcileAccount(deps, account, since, until)))
    } catch (error) {
      result.unanswered.push(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return result
}

async function reconcileAccount(deps: Payday, account: GatewayAccount, since: Date, until: Date): Promise<Finding[]> {
  const { organizerId, id } = account
  const around = { since: new Date(since.getTime() - MARGIN_MS), until: new Date(until.getTime() + MARGIN_MS) }
  const ours = await deps.db.tenant(organizerId, tx => attemptsBetween(tx, id, around.since, around.until))
  // A gateway that this installation has no more is missed only by what was paid through it.
  if (ours.length === 0 && !deps.opened.factory(account.gateway)) return []
  const gateway = await deps.opened.byId(organizerId, id)
  const byId = new Map(ours.map(attempt => [attempt.id, attempt]))
  const listed = new Set<string>()
  const findings: Finding[] = []
  for await (const theirs of gateway.listPayments(since, until)) {
    const attempt = await attemptOf(deps, organizerId, byId, theirs)
    findings.push(...(await compare(deps, account, attempt, theirs)))
    listed.add(theirs.reference)
  }
  for (const attempt of ours) {
    const inside = attempt.createdAt >= since && attempt.createdAt < until
    if (!inside || attempt.reference === null || listed.has(attempt.reference)) continue
    // The window's edge falls between our clock and theirs: asked by name before it is called missing.
    if (await gateway.fetchPayment({ reference: attempt.reference })) continue
    findings.push(finding(account, 'not_at_gateway', attempt, null))
  }
  return findings
}

async function attemptOf(
  deps: Payday,
  organizerId: string,
  known: Map<string, Attempt>,
  theirs: PaymentSnapshot,
): Promise<Attempt | null> {
  const id = theirs.attemptId === null ? null : parseId('pay', theirs.attemptId)
  if (id === null) return null
  return known.get(id) ?? (await deps.db.tenant(organizerId, tx => selectAttempt(tx, id)))
}

async function compare(
  deps: Payday,
  account: GatewayAccount,
  attempt: Attempt | null,
  theirs: PaymentSnapshot,
): Promise<Finding[]> {
  if (!attempt) return [finding(account, 'not_ours', null, theirs)]
  if (attempt.reference !== null && attempt.reference !== theirs.reference) {
    return [finding(account, 'second_payment', attempt, theirs)]
  }
  const heldBefore = await heldByDisputes(deps, attempt)
  const { payment: after } = await applySnapshot(deps, account.organizerId, attempt.id, theirs)
  const findings: Finding[] = []
  if (mismatchesOf(expectedOf(attempt), theirs).length > 0) findings.push(finding(account, 'differs', attempt, theirs))
  if (after.state !== attempt.state) findings.push({ ...finding(account, 'state', attempt, theirs), healed: true })
  const lost = theirs.disputes.filter(({ state }) => state === 'lost')
  const refunded = theirs.refunded.amountMinor + lost.reduce((sum, dispute) => sum + dispute.withdrawn.amountMinor, 0n)
  const ours = (payment: Attempt) => payment.refundedMinor + payment.refundPendingMinor
  // What we have set aside and not sent yet is no difference; only what they gave back and we do not know is.
  if (after.state === 'succeeded' && refunded > ours(attempt)) {
    findings.push({ ...finding(account, 'refunded', attempt, theirs), healed: refunded <= ours(after) })
  }
  const held = theirs.disputes.reduce((sum, dispute) => sum + dispute.withdrawn.amountMinor, 0n)
  if (held !== heldBefore) {
    findings.push({
      ...finding(account, 'disputed', attempt, theirs),
      healed: held === (await heldByDisputes(deps, attempt)),
    })
  }
  return findings
}

async function heldByDisputes(deps: Payday, { organizerId, id }: Attempt): Promise<bigint> {
  const disputes = await deps.db.tenant(organizerId, tx => disputesOfPayment(tx, id))
  return disputes.reduce((sum, dispute) => sum + dispute.withdrawnMinor, 0n)
}

function finding(
  { gateway, id: gatewayAccountId }: GatewayAccount,
  kind: Finding['kind'],
  ours: Attempt | null,
  theirs: PaymentSnapshot | null,
): Finding {
  return {
    kind,
    gateway,
    gatewayAccountId,
    paymentId: ours?.id ?? null,
    reference: theirs?.reference ?? ours?.reference ?? null,
    ours: ours && `${ours.state} ${ours.amountMinor} ${ours.currency} refunded ${ours.refundedMinor}`,
    theirs:
      theirs &&
      `${theirs.state} ${theirs.captured.amountMinor} ${theirs.amount.currency} refunded ${theirs.refunded.amountMinor}`,
    healed: false,
  }
}
