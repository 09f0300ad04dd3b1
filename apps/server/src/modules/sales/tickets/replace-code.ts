import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { type Ticket, ticketErrors, ticketReplaced } from './public.ts'
import { raiseCodeVersion, renameOfLine, selectOfLine, selectTicket } from './tickets.sql.ts'

/** Naming the same attendee again changes nothing; any other name gets a code of its own. */
export async function renameTicket(
  tx: Tx,
  lineId: string,
  attendee: { name: string | null; email: string | null },
): Promise<Ticket | null> {
  const renamed = await renameOfLine(tx, lineId, attendee)
  if (renamed) await tellReplaced(tx, renamed)
  return renamed ?? selectOfLine(tx, lineId)
}

export async function reissueTicket(tx: Tx, ticketId: string): Promise<Ticket> {
  const replaced = await raiseCodeVersion(tx, ticketId)
  if (replaced) {
    await tellReplaced(tx, replaced)
    return replaced
  }
  if (await selectTicket(tx, ticketId)) throw ticketErrors.void()
  throw requestErrors.not_found()
}

/** What a member of the team does, and what must therefore leave a trace. */
export async function reissueByMember(
  tx: Tx,
  wish: { ticketId: string; eventIds: readonly string[] | null; actor: Actor },
): Promise<Ticket> {
  const before = await selectTicket(tx, wish.ticketId)
  if (!before || (wish.eventIds && !wish.eventIds.includes(before.eventId))) throw requestErrors.not_found()
  const after = await reissueTicket(tx, wish.ticketId)
  await audit(tx, {
    actor: wish.actor,
    action: 'tickets.reissued',
    subject: { kind: 'ticket', id: after.id },
    changes: { before: { codeVersion: before.codeVersion }, after: { codeVersion: after.codeVersion } },
  })
  return after
}

async function tellReplaced(tx: Tx, ticket: Ticket): Promise<void> {
  await emit(tx, ticketReplaced, ticket.id, { order_id: ticket.orderId, event_id: ticket.eventId })
}
