import type { Actor } from '../../../platform/http/access.ts'
import type { OrderDocuments } from './order-documents.ts'
import type { Ticket, Tickets } from './public.ts'

/** The facade for other modules, and what this module's own routes use besides. */
export type TicketsModule = Tickets & {
  readonly documentsOf: OrderDocuments
  reissueFor(
    organizerId: string,
    wish: { ticketId: string; eventIds: readonly string[] | null; actor: Actor },
  ): Promise<Ticket>
}
