/** What an event's page must know of stock, which is kept further up; inventory implements it. */
export type StockView = {
  /** Products of which nothing can be had at the moment, in no variant and on no date. */
  soldOut(organizerId: string, eventId: string): Promise<ReadonlySet<string>>
}
