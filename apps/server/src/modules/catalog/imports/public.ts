import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { RowIssue } from './imported-event.ts'

export type ImportFormat = 'schema_org' | 'csv' | 'icalendar'

/** What a row lost on its way from the feed's shape into an event, besides what the parser already said. */
export type EventIssueCode =
  | 'imports.picture_not_fetched'
  | 'imports.organizer_not_kept'
  | 'imports.categories_reduced'
  | 'imports.country_dropped'
  | 'imports.zone_replaced'
  | 'imports.currency_differs'
  | 'imports.not_published'
  | 'imports.row_failed'

export type ImportIssue = Omit<RowIssue, 'code'> & {
  code: RowIssue['code'] | EventIssueCode
  externalId: string | null
}

export type ImportWish = {
  format: ImportFormat
  content: string
  /** For times that name no zone. */
  timezone: string
  /** For prices that name no currency, and of the events. */
  currency: string
  /** In which language the feed's texts are. */
  defaultLocale: string
  /** Tells what would happen and writes nothing. */
  dryRun: boolean
  /** Publishes what can be published; otherwise all become drafts. */
  publish: boolean
}

export type ImportReport = {
  dryRun: boolean
  /** Rows of the feed; each is counted once in the four numbers below. */
  rows: number
  created: number
  updated: number
  unchanged: number
  failed: number
  published: number
  issues: ImportIssue[]
}

export type Imports = {
  /** Reads a feed into events. Run again with the same feed, it changes nothing: rows are known by their external id. */
  run(organizerId: string, wish: ImportWish, actor: Actor): Promise<ImportReport>
}

/** Who keeps something of its own for each event, pools for example, makes it in the transaction of the import. */
export type AfterImport = (tx: Tx, organizerId: string, eventId: string, productIds: readonly string[]) => Promise<void>
