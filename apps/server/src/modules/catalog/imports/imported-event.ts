/** One event as any feed describes it, before the platform knows it. Every parser of this folder ends here. */
export interface ImportedEvent {
  /** The row or element of the feed, counted from 1; issues name the same number. */
  row: number
  /** The same for the same event each time the feed is read: the feed's own id, its address, or a digest. */
  externalId: string
  title: string
  /** Plain text; markup of the feed is gone. */
  description: string
  status: ImportedStatus
  startsAt: Date
  endsAt?: Date
  /** Given as days without a time: starts at the zone's midnight, ends at the midnight after the last day. */
  allDay: boolean
  /** IANA zone in which people will read the times. */
  zone: string
  venue?: ImportedVenue
  onlineUrl?: string
  imageUrl?: string
  organizerName?: string
  categories: string[]
  price: ImportedPrice
  sourceUrl?: string
  /** What of the source did not come along; the same entries stand in the feed's issues. */
  warnings: RowIssue[]
}

export type ImportedStatus = 'scheduled' | 'cancelled' | 'postponed' | 'rescheduled' | 'moved_online'

export interface ImportedVenue {
  name: string
  address?: string
  postalCode?: string
  /** As the feed spells it: "Scarborough" does not become "Toronto". */
  city?: string
  region?: string
  /** ISO 3166 alpha-2 where the feed gives it so. */
  country?: string
  latitude?: number
  longitude?: number
}

export type ImportedPrice =
  | { kind: 'fixed'; amountMinor: bigint; currency: string }
  | { kind: 'free' }
  | { kind: 'unknown' }

/** `error`: the row became no event. `loss`: it did, without what the code says. */
export interface RowIssue {
  row: number
  severity: 'error' | 'loss'
  code: IssueCode
  field?: string
  message: string
}

/** Clients switch on these; one that was published keeps its meaning. */
export type IssueCode =
  | 'imports.file_unreadable'
  | 'imports.file_too_large'
  | 'imports.too_many_rows'
  | 'imports.row_unreadable'
  | 'imports.not_an_event'
  | 'imports.column_missing'
  | 'imports.column_ignored'
  | 'imports.title_missing'
  | 'imports.start_missing'
  | 'imports.start_unreadable'
  | 'imports.date_ambiguous'
  | 'imports.zone_unknown'
  | 'imports.end_missing'
  | 'imports.end_unreadable'
  | 'imports.end_equals_start'
  | 'imports.end_before_start'
  | 'imports.repetition_dropped'
  | 'imports.price_missing'
  | 'imports.price_unreadable'
  | 'imports.price_range'
  | 'imports.price_conflict'
  | 'imports.currency_unknown'
  | 'imports.url_repaired'
  | 'imports.url_unreadable'
  | 'imports.coordinates_invalid'
  | 'imports.status_unknown'
  | 'imports.text_shortened'
  | 'imports.list_shortened'
  | 'imports.more_values_dropped'
  | 'imports.field_malformed'
  | 'imports.field_ignored'
  | 'imports.duplicate_key'

export interface ParsedFeed {
  /** Rows or elements read, events or not. */
  rows: number
  events: ImportedEvent[]
  issues: RowIssue[]
}

export interface ImportOptions {
  /** The zone of times that carry none, and the one in which times given in UTC will be read. */
  zone: string
  /** For prices without a currency; without it they stay unknown. */
  currency?: string
  limits?: Partial<ImportLimits>
}

export interface ImportLimits {
  characters: number
  rows: number
  title: number
  description: number
  name: number
  url: number
  categories: number
}

export const defaultLimits: Readonly<ImportLimits> = {
  characters: 20_000_000,
  rows: 10_000,
  title: 300,
  description: 20_000,
  name: 200,
  url: 2_000,
  categories: 20,
}

/** How often each code occurs, most frequent first: the summary of a dry run. */
export function issuesByCode(
  issues: readonly RowIssue[],
): { code: IssueCode; severity: RowIssue['severity']; count: number }[] {
  const counts = new Map<IssueCode, { code: IssueCode; severity: RowIssue['severity']; count: number }>()
  for (const { code, severity } of issues) {
    const known = counts.get(code) ?? { code, severity, count: 0 }
    known.count += 1
    counts.set(code, known)
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}
