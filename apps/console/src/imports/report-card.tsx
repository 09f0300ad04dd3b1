import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { useLocale } from '@tessera/ui/i18n'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../api/imports.ts'
import { useWordFor } from '../known-words.ts'
import { LinkButton } from '../link-button.tsx'

type Issue = ImportReport['issues'][number]
type Props = { report: ImportReport; pending: boolean; onImport?: () => void }

const MOST_SHOWN = 200
const COUNTS = ['created', 'updated', 'unchanged', 'failed'] as const

/** What the feed makes of itself here: how many events, and what each row loses. */
export function ReportCard({ report, pending, onImport }: Props) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const n = (value: number) => new Intl.NumberFormat(formatLocale).format(value)
  const changes = report.created + report.updated
  return (
    <Card title={t(report.dry_run ? 'import.report_dry' : 'import.report_done')}>
      <div className="grid gap-5" aria-live="polite">
        <dl className="grid grid-cols-2 gap-4 md:grid-cols-4">
          {COUNTS.map(name => (
            <div key={name} className="flex flex-col-reverse">
              <dt className="text-quiet">{t(`import.${name}`)}</dt>
              <dd className="display figures text-lg">{n(report[name])}</dd>
            </div>
          ))}
        </dl>
        {onImport && changes > 0 && (
          <Notice
            title={t('import.nothing_yet')}
            actions={
              <Button variant="primary" pending={pending} onClick={onImport}>
                {t('import.do', { count: changes })}
              </Button>
            }
          >
            {t('import.nothing_yet_text')}
          </Notice>
        )}
        {!report.dry_run && (
          <Notice
            tone="success"
            title={t('import.done', { count: changes })}
            actions={
              <LinkButton to="/events" search={report.published > 0 ? {} : { state: 'draft' }}>
                {t('import.to_events')}
              </LinkButton>
            }
          >
            {t('import.again')}
          </Notice>
        )}
        {report.summary.length > 0 && <Issues report={report} />}
      </div>
    </Card>
  )
}

function Issues({ report }: { report: ImportReport }) {
  const { t } = useTranslation('console')
  const columns = useIssueColumns()
  const said = useIssueText()
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">{t('import.issues', { count: report.issues.length })}</h3>
      <ul className="flex flex-wrap gap-2">
        {report.summary.map(each => (
          <li key={each.code} className="flex items-center gap-2 rounded-md bg-mist px-2 py-1 text-xs">
            {said(each.code)}
            <span className="figures text-quiet">{each.count}</span>
          </li>
        ))}
      </ul>
      <div className="max-h-120 overflow-y-auto rounded-lg border border-line">
        <DataTable
          caption={t('import.issues', { count: report.issues.length })}
          columns={columns}
          rows={report.issues.slice(0, MOST_SHOWN).map((issue, at) => ({ ...issue, key: `${issue.row}-${at}` }))}
          rowKey={issue => issue.key}
        />
      </div>
      {report.issues.length > MOST_SHOWN && (
        <p className="text-quiet">{t('import.issues_more', { count: report.issues.length - MOST_SHOWN })}</p>
      )}
    </div>
  )
}

function useIssueColumns(): Column<Issue & { key: string }>[] {
  const { t } = useTranslation('console')
  const said = useIssueText()
  const severity = (of: Issue['severity']) => (
    <Badge tone={of === 'error' ? 'danger' : 'warning'}>{t(`import.severity_${of}`)}</Badge>
  )
  return [
    { id: 'row', header: t('import.row'), numeric: true, cell: issue => issue.row, className: 'w-16' },
    { id: 'severity', header: t('order.state'), cell: issue => severity(issue.severity) },
    {
      id: 'message',
      header: t('import.message'),
      primary: true,
      cell: issue => (
        <span className="grid font-normal">
          <span>{said(issue.code)}</span>
          <span lang="en" className="text-xs text-quiet">
            {issue.message}
          </span>
          <code className="text-xs break-all text-quiet">
            {[issue.field, issue.external_id].filter(Boolean).join(' · ')}
          </code>
        </span>
      ),
    },
  ]
}

/** What a kind of loss means; the server's own sentence beside it names the value. */
function useIssueText(): (code: string) => string {
  const wordFor = useWordFor()
  return code => {
    const key = code.replace(/^imports\./, '')
    return wordFor('import_issue', key) ?? key
  }
}
