/** `2026-03-14`, as the calendar on the visitor's wall has it. */
export function dayIn(now: Date, zone?: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone } as const
  return new Intl.DateTimeFormat('sv', parts).format(now)
}

export function shiftDay(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}
