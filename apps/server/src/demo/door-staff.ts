/** What the demo needs of check-in. */
export type DoorStaff = {
  addList(scope: { organizerId: string; eventId: string }, list: DoorList): Promise<string>
  addGate(scope: { organizerId: string; eventId: string }, name: string): Promise<string>
  validTickets(scope: { organizerId: string; eventId: string }): Promise<string[]>
  letIn(scope: { organizerId: string; eventId: string }, listId: string, ticketId: string): Promise<void>
}

export type DoorList = {
  name: string
  productIds: string[] | null
  dateIds: string[] | null
  opensMinutesBefore: number | null
  closesMinutesAfter: number | null
  reentry: 'none' | 'after_exit' | 'unlimited'
}
