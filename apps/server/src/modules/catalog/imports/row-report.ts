import type { ImportLimits, IssueCode, RowIssue } from './imported-event.ts'
import { plainLine, plainText, shortened } from './plain-text.ts'

/** Collects what happens to one row, and cleans its values on the way. */
export interface RowReport {
  readonly row: number
  readonly issues: RowIssue[]
  readonly limits: ImportLimits
  error(code: IssueCode, message: string, field?: string): undefined
  loss(code: IssueCode, message: string, field?: string): undefined
  /** One line of text within its limit; undefined if nothing is left of it. */
  line(source: string | undefined, field: string, limit?: number): string | undefined
  text(source: string | undefined, field: string): string
  url(source: string | undefined, field: string): string | undefined
}

export function reportRow(row: number, limits: ImportLimits): RowReport {
  const issues: RowIssue[] = []
  const note = (severity: RowIssue['severity']) => (code: IssueCode, message: string, field?: string) => {
    issues.push({ row, severity, code, message, ...(field === undefined ? {} : { field }) })
    return undefined
  }
  const error = note('error')
  const loss = note('loss')
  const within = (text: string, field: string, limit: number): string => {
    if (text.length > limit) loss('imports.text_shortened', `Cut after ${limit} of ${text.length} characters.`, field)
    return shortened(text, limit)
  }
  return {
    row,
    issues,
    limits,
    error,
    loss,
    line: (source, field, limit = limits.name) => within(plainLine(source ?? ''), field, limit) || undefined,
    text: (source, field) => within(plainText(source ?? ''), field, limits.description),
    url: (source, field) => readUrl(source, field, limits.url, loss),
  }
}

function readUrl(
  source: string | undefined,
  field: string,
  limit: number,
  loss: RowReport['loss'],
): string | undefined {
  const written = source?.trim() ?? ''
  if (written === '') return undefined
  if (written.length > limit) return loss('imports.url_unreadable', `Longer than ${limit} characters.`, field)
  const whole = asWebAddress(written)
  if (whole !== undefined) return whole
  const bare = written.replace(/^https?:\/{0,2}/i, '')
  const repaired = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/.test(bare) ? asWebAddress(`https://${bare}`) : undefined
  if (repaired === undefined)
    return loss('imports.url_unreadable', `"${shortened(written, 80)}" is no web address.`, field)
  loss('imports.url_repaired', `"${shortened(written, 80)}" is read as ${shortened(repaired, 90)}.`, field)
  return repaired
}

/** Only http and https, with their slashes, without a password: anything else would end as a link on a page. */
function asWebAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.username === '' && url.password === '' && url.hostname.includes('.') ? url.href : undefined
}
