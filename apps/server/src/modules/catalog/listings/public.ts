import type { Tx } from '../../../platform/db/db.ts'

/** For organizers: their name and address stand in each of their listings. */
export type OrganizerListings = {
  /** Called in the transaction that changes an organizer's name or address. */
  refreshOrganizer(tx: Tx): Promise<void>
}
