import { Temporal } from 'temporal-polyfill'

type Transition = {
  /** The wall clock at that moment, still by the old offset: so iCalendar wants it. */
  wall: Temporal.PlainDateTime
  from: string
  to: string
  isDaylight: boolean
  year: number
}

/** Enough years to tell "the last Sunday" from "the fourth", which most years are the same. */
const PROOF_YEARS = 8
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/**
 * The VTIMEZONE of an IANA zone, right for all moments of the years given. Clock changes that follow a yearly rule are
 * one component with that rule, which every calendar program understands; any others are told one by one.
 */
export function buildVtimezone(zone: string, fromYear: number, toYear: number): string {
  const transitions = transitionsOf(zone, fromYear - 1, toYear + PROOF_YEARS)
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`]
  const rules = yearlyRules(transitions, fromYear - 1)
  if (rules) {
    for (const { first, rule } of rules) lines.push(...component(first, rule))
  } else {
    const needed = transitions.filter(({ year }) => year <= toYear)
    const before = transitionBefore(zone, fromYear - 1)
    for (const transition of [before, ...needed]) lines.push(...component(transition, null))
  }
  return [...lines, 'END:VTIMEZONE', ''].join('\r\n')
}

function component(transition: Transition, rule: string | null): string[] {
  const kind = transition.isDaylight ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${compact(transition.wall)}`,
    `TZOFFSETFROM:${transition.from}`,
    `TZOFFSETTO:${transition.to}`,
    ...(rule ? [`RRULE:${rule}`] : []),
    `END:${kind}`,
  ]
}

function startOfYear(zone: string, year: number): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone)
}

function transitionsOf(zone: string, fromYear: number, toYear: number): Transition[] {
  const end = startOfYear(zone, toYear + 1)
  const found: Transition[] = []
  let at = startOfYear(zone, fromYear).getTimeZoneTransition('next')
  while (at && Temporal.ZonedDateTime.compare(at, end) < 0) {
    const transition = transitionAt(at)
    // Some changes of a zone's history change its name only.
    if (transition.from !== transition.to) found.push(transition)
    at = at.getTimeZoneTransition('next')
  }
  return found
}

function transitionAt(at: Temporal.ZonedDateTime): Transition {
  const before = at.subtract({ nanoseconds: 1 })
  const wall = at.withTimeZone('UTC').toPlainDateTime().add({ nanoseconds: before.offsetNanoseconds })
  return {
    wall,
    from: offsetText(before.offsetNanoseconds),
    to: offsetText(at.offsetNanoseconds),
    isDaylight: at.offsetNanoseconds > before.offsetNanoseconds,
    year: wall.year,
  }
}

/** What holds when the years begin; a zone that never changed its clocks has this alone. */
function transitionBefore(zone: string, year: number): Transition {
  const start = startOfYear(zone, year)
  const last = start.getTimeZoneTransition('previous')
  if (last && last.year > 1900) return { ...transitionAt(last), isDaylight: false }
  const offset = offsetText(start.offsetNanoseconds)
  return {
    wall: Temporal.PlainDateTime.from('1970-01-01T00:00'),
    from: offset,
    to: offset,
    isDaylight: false,
    year: 1970,
  }
}

type YearlyRule = { first: Transition; rule: string }

/** One rule for summer and one for winter, if two and only two hold for every year looked at. */
function yearlyRules(transitions: readonly Transition[], fromYear: number): YearlyRule[] | null {
  const lastYear = Math.max(...transitions.map(({ year }) => year))
  const years = lastYear - fromYear + 1
  const kinds = [true, false].map(isDaylight => transitions.filter(transition => transition.isDaylight === isDaylight))
  const rules: YearlyRule[] = []
  for (const kind of kinds) {
    const [first] = kind
    if (!first || years < PROOF_YEARS || new Set(kind.map(({ year }) => year)).size !== years || kind.length !== years)
      return null
    const rule = commonRule(kind)
    if (!rule) return null
    rules.push({ first, rule })
  }
  return rules
}

function commonRule(transitions: readonly Transition[]): string | null {
  const described = transitions.map(({ wall, from, to }) => ({
    month: wall.month,
    same: [wall.month, wall.dayOfWeek, wall.toPlainTime().toString(), from, to].join(' '),
    nth: Math.ceil(wall.day / 7),
    isLast: wall.day + 7 > wall.daysInMonth,
    weekday: WEEKDAYS[wall.dayOfWeek - 1] ?? '',
  }))
  const [first] = described
  if (!first || described.some(({ same }) => same !== first.same)) return null
  const isLast = described.every(one => one.isLast)
  if (!isLast && described.some(({ nth }) => nth !== first.nth)) return null
  return `FREQ=YEARLY;BYMONTH=${first.month};BYDAY=${isLast ? -1 : first.nth}${first.weekday}`
}

function compact(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
}

function offsetText(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9)
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const [hours, minutes, rest] = parts.map(part => String(part).padStart(2, '0'))
  return `${nanoseconds < 0 ? '-' : '+'}${hours}${minutes}${parts[2] ? rest : ''}`
}
