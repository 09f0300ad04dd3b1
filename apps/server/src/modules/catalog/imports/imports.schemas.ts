import { z } from 'zod'
import { id, locale } from '../../../platform/http/wire.ts'
import { knownCurrency, timezone } from '../catalog.schemas.ts'
import type { ImportReport } from './public.ts'

export const importParams = z.object({ organizer: id('org') })

export const importIn = z.strictObject({
  format: z.enum(['schema_org', 'csv', 'icalendar']),
  content: z.string().min(1).max(20_000_000),
  timezone: timezone.optional(),
  currency: knownCurrency.optional(),
  default_locale: locale.optional(),
  publish: z.boolean().default(false),
  dry_run: z.boolean().default(false),
})

export const importOut = z
  .object({
    dry_run: z.boolean(),
    rows: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    failed: z.number().int(),
    published: z.number().int(),
    summary: z.array(z.object({ code: z.string(), severity: z.enum(['error', 'loss']), count: z.number().int() })),
    issues: z.array(
      z.object({
        row: z.number().int(),
        external_id: z.string().nullable(),
        severity: z.enum(['error', 'loss']),
        code: z.string(),
        field: z.string().nullable(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' })

export function wireReport(report: ImportReport): z.input<typeof importOut> {
  const counts = Map.groupBy(report.issues, issue => issue.code)
  return {
    dry_run: report.dryRun,
    rows: report.rows,
    created: report.created,
    updated: report.updated,
    unchanged: report.unchanged,
    failed: report.failed,
    published: report.published,
    summary: [...counts]
      .map(([code, issues]) => ({ code, severity: issues[0]!.severity, count: issues.length }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    issues: report.issues.map(({ row, externalId, severity, code, field, message }) => ({
      row,
      external_id: externalId,
      severity,
      code,
      field: field ?? null,
      message,
    })),
  }
}
