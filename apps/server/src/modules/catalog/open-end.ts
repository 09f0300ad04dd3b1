const HOUR = 3_600_000

/** A date without an end is taken to be over by then. */
export const OPEN_END_HOURS = 6

export function endOf(date: { startsAt: Date; endsAt?: Date | null }): Date {
  return date.endsAt ?? new Date(date.startsAt.getTime() + OPEN_END_HOURS * HOUR)
}
