import { parseArgs } from 'node:util'
import type { App } from '../compose.ts'
import { wireId } from '../platform/http/wire.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const USUAL_DAYS = 3

type Books = { modules: Pick<App['modules'], 'organizers' | 'payments'> }

/** Null when the arguments make no sense. */
export function periodOf(args: string[], now: Date): { since: Date; until: Date; organizer: string | null } | null {
  const { values } = parseArgs({
    args,
    options: { since: { type: 'string' }, until: { type: 'string' }, organizer: { type: 'string' } },
  })
  const until = values.until === undefined ? now : new Date(values.until)
  const since = values.since === undefined ? new Date(until.getTime() - USUAL_DAYS * DAY_MS) : new Date(values.since)
  const isPeriod = since.getTime() < until.getTime()
  return isPeriod ? { since, until, organizer: values.organizer ?? null } : null
}

/**
 * Compares our books with the gateways' and prints what differs. Everything is well (0) when all have answered and what
 * differed was only late and is set right; otherwise somebody has to look (1).
 */
export async function reconcileBooks(
  { modules: { organizers, payments } }: Books,
  { since, until, organizer: slug }: NonNullable<ReturnType<typeof periodOf>>,
): Promise<{ report: object; exitCode: 0 | 1 }> {
  const only = slug === null ? null : await organizers.bySlug(slug)
  if (slug !== null && !only) throw new Error(`There is no organizer ${slug}`)
  const { findings, unanswered } = await payments.reconcile(since, until, only ? [only.id] : undefined)
  const open = findings.filter(finding => !finding.healed)
  const report = {
    since: since.toISOString(),
    until: until.toISOString(),
    agree: open.length === 0 && unanswered.length === 0,
    findings: findings.map(({ organizerId, gatewayAccountId, paymentId, ...finding }) => ({
      organizer: wireId('org', organizerId),
      gateway_account: wireId('gwa', gatewayAccountId),
      payment: paymentId && wireId('pay', paymentId),
      ...finding,
    })),
    unanswered: unanswered.map(({ organizerId, reason }) => ({ organizer: wireId('org', organizerId), reason })),
  }
  return { report, exitCode: report.agree ? 0 : 1 }
}
