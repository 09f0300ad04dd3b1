/** Ids may be uuids or prefixed ids, as long as one caller uses one form: the rules only compare them. */

/** `none`: once per opening. `after_exit`: again after every exit. `unlimited`: always. */
export type ReEntryPolicy = 'none' | 'after_exit' | 'unlimited'

/** When a list admits. An instant or a number that is null leaves that side open. */
export type EntryWindow =
  | { kind: 'fixed'; opensAt: Date | null; closesAt: Date | null }
  | {
      /** Moves with the dates of the event, so that a clone or a postponed date is right. */
      kind: 'relative'
      opensMinutesBeforeStart: number | null
      closesMinutesAfter: number | null
      closesRelativeTo: 'start' | 'end'
    }

/** A date of the event. Without an end, a window that closes relative to the end does not close. */
export interface ListDate {
  id: string
  startsAt: Date
  endsAt: Date | null
}

export interface CheckInList {
  id: string
  eventId: string
  /** Empty: every product that is an admission. */
  productIds: readonly string[]
  /** Empty: every variant. Otherwise a ticket with a variant needs one of these; one without is judged by its product. */
  variantIds: readonly string[]
  /** Empty: every date of the event. */
  dateIds: readonly string[]
  /** Empty: every gate, and devices at no gate. */
  gateIds: readonly string[]
  /** The dates of the event with their times; read by relative windows only. */
  dates: readonly ListDate[]
  window: EntryWindow
  reEntry: ReEntryPolicy
  /** Closed by hand: nobody enters, whatever the window says. */
  closed: boolean
  /** Of an event in test mode. */
  test: boolean
}

export interface CheckInTicket {
  id: string
  eventId: string
  productId: string
  variantId: string | null
  /** Null: good for every date of the event, once per date where the window is relative. */
  dateId: string | null
  /** Whether its product is an admission; others need a list that names them. */
  admission: boolean
  state: 'valid' | 'void'
  paid: boolean
  /** The version of its live code. */
  codeVersion: number
  test: boolean
}
