import { shiftLocalDays, toLocalDate, toLocalDateTime, wallToInstant } from '@tessera/kernel/local-dates'

const DAY_MS = 86_400_000

/** What a date-and-time field shows: minutes, no seconds. */
export const wallOf = (instant: string | null | undefined, zone: string): string =>
  instant ? toLocalDateTime(new Date(instant), zone).slice(0, 16) : ''

/** What the API wants; null for an empty field. */
export const instantOf = (wall: string, zone: string): string | null => wallToInstant(wall, zone)?.toISOString() ?? null

/** A good guess for an evening: the Saturday after next, half past seven to half past ten. */
export function likelyEvening(now: Date, zone: string): { starts: string; ends: string } {
  const today = toLocalDate(now, zone)
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay()
  const day = toLocalDate(shiftLocalDays(now, zone, 14 - ((weekday + 1) % 7)), zone)
  return { starts: `${day}T19:30`, ends: `${day}T22:30` }
}

/** The same time of day so many days on; an empty field stays empty. */
export const daysLater = (wall: string, days: number): string =>
  wall && new Date(Date.parse(`${wall}Z`) + days * DAY_MS).toISOString().slice(0, 16)

/** The end moves with the start, so that an evening keeps its length. */
export function movedEnd(startBefore: string, startNow: string, end: string): string {
  if (!end || !startBefore || !startNow) return end
  const length = Date.parse(`${end}Z`) - Date.parse(`${startBefore}Z`)
  if (!Number.isFinite(length)) return end
  const moved = Date.parse(`${startNow}Z`) + length
  return Number.isFinite(moved) ? new Date(moved).toISOString().slice(0, 16) : end
}
