import { signTicketCode } from '@tessera/ticket-code/ticket-code'
import type { Envelope } from '../../../platform/crypto/envelope.ts'
import type { TicketsModule } from './facade.ts'
import { issueAllTickets, issueTickets } from './issue-tickets.ts'
import { createOrderDocuments, type DocumentDeps } from './order-documents.ts'
import type { Ticket } from './public.ts'
import { reissueByMember, reissueTicket, renameTicket } from './replace-code.ts'
import { createSigningKeys } from './signing-keys.ts'
import { selectOfEvent, selectOfOrder, selectTicket } from './tickets.sql.ts'
import { voidTickets } from './void-tickets.ts'

export type { TicketsModule } from './facade.ts'

export type TicketsDeps = Omit<DocumentDeps, 'codeOf'> & { envelope: Envelope }

export function createTickets(deps: TicketsDeps): TicketsModule {
  const keys = createSigningKeys(deps.db, deps.envelope)
  const codeOf = async ({ id, organizerId, eventId, codeVersion }: Ticket) =>
    signTicketCode(await keys.signing(organizerId), { ticketId: id, codeVersion, eventId, test: false })
  const documentsOf = createOrderDocuments({ ...deps, codeOf })
  return {
    issue: issueTickets,
    issueAll: issueAllTickets,
    voidLines: voidTickets,
    rename: renameTicket,
    reissue: reissueTicket,
    reissueFor: (organizerId, wish) => deps.db.tenant(organizerId, tx => reissueByMember(tx, wish)),
    ofOrder: selectOfOrder,
    ofEvent: selectOfEvent,
    byId: selectTicket,
    codeOf,
    documentsOf,
    pdfOfOrder: documentsOf.pdf,
    calendarOfOrder: documentsOf.calendar,
    cancellationOfOrder: documentsOf.cancellation,
    keyRing: keys.ring,
  }
}
