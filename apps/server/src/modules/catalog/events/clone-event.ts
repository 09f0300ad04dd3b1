import { localDaysBetween, shiftLocalDays } from '@tessera/kernel/local-dates'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { selectRecord } from './catalog.sql.ts'
import { createEvent } from './create-event.ts'
import { openEvent } from './event-changes.ts'
import { setPictureId } from './pictures.sql.ts'
import type { CloneWish, EventCloneMapping, EventCloneParticipant, EventDate, EventRecord, NewEvent } from './public.ts'

/**
 * Makes a draft like another event, its dates so many local days later: an evening at 19:30 stays at 19:30 across a
 * change of clocks. What other modules keep for the event they copy themselves.
 */
export async function cloneEvent(
  tx: Tx,
  participants: readonly EventCloneParticipant[],
  eventId: string,
  wish: CloneWish,
  actor: Actor,
): Promise<EventRecord> {
  const from = await openEvent(tx, eventId)
  const dates = from.dates.filter(date => date.state === 'scheduled')
  const copied = dates.length > 0 ? dates : from.dates
  const move = movement(copied[0], wish, from.timezone)
  const made = await createEvent(tx, from.organizerId, draftLike(from, wish, copied.map(moved(move.date))), actor)
  if (from.picture) await setPictureId(tx, made.id, from.picture.fileId)
  const mapping: EventCloneMapping = {
    parts: wish.parts,
    dates: pair(copied, made.dates, move.date),
    products: new Map(),
    variants: new Map(),
    shiftDays: move.days,
    timezone: from.timezone,
  }
  for (const participant of participants) await participant.copy(tx, eventId, made.id, mapping)
  return (await selectRecord(tx, made.id))!
}

function draftLike(from: EventRecord, wish: CloneWish, dates: NewEvent['dates']): NewEvent {
  const { title, summary, description, category, timezone, currency, defaultLocale, attendanceMode } = from
  const { venue, onlineUrl, palette, fee } = from
  return {
    title: wish.title ?? title,
    summary,
    description,
    category,
    timezone,
    currency,
    defaultLocale,
    attendanceMode,
    venue,
    onlineUrl,
    palette,
    fee,
    dates,
  }
}

const moved =
  (move: (instant: Date) => Date) =>
  ({ startsAt, endsAt, doorsAt, label }: EventDate) => ({
    startsAt: move(startsAt),
    endsAt: endsAt && move(endsAt),
    doorsAt: doorsAt && move(doorsAt),
    label,
  })

/** By how much things move: whole local days, and for dates also what an exact new start adds to them. */
function movement(first: EventDate | undefined, wish: CloneWish, zone: string) {
  const days =
    'shiftDays' in wish ? wish.shiftDays : first ? localDaysBetween(first.startsAt, wish.firstStartsAt, zone) : 0
  const rest =
    'firstStartsAt' in wish && first
      ? wish.firstStartsAt.getTime() - shiftLocalDays(first.startsAt, zone, days).getTime()
      : 0
  return { days, date: (instant: Date) => new Date(shiftLocalDays(instant, zone, days).getTime() + rest) }
}

/** The new dates come back sorted by time, so each is found by its start and label rather than by its place. */
function pair(
  from: readonly EventDate[],
  to: readonly EventDate[],
  move: (instant: Date) => Date,
): Map<string, string> {
  const left = [...to]
  return new Map(
    from.map(date => {
      const start = move(date.startsAt).getTime()
      const label = JSON.stringify(date.label)
      const same = left.findIndex(
        candidate => candidate.startsAt.getTime() === start && JSON.stringify(candidate.label) === label,
      )
      return [date.id, left.splice(same, 1)[0]!.id]
    }),
  )
}
