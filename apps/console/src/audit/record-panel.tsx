import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { SidePanel } from '@tessera/ui/dialog'
import { useTranslation } from 'react-i18next'
import type { AuditRecord } from '../api/team.ts'
import { useHouse } from '../session.ts'
import { actorKey, useActionName, useSubjectName } from './audit-names.ts'

type Props = { record: AuditRecord; onClose: () => void; onFilter: (subject: string) => void }

const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–'
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** One record: who did what to what, and what it changed. */
export function RecordPanel({ record, onClose, onFilter }: Props) {
  const { t } = useTranslation('console')
  const actionName = useActionName()
  const subject = record.subject.id
  return (
    <SidePanel
      open
      size="lg"
      onOpenChange={open => !open && onClose()}
      title={actionName(record.action)}
      actions={subject && <Button onClick={() => onFilter(subject)}>{t('audit.all_of_subject')}</Button>}
    >
      <div className="grid gap-6">
        <Facts record={record} />
        <Changes changes={record.changes} />
      </div>
    </SidePanel>
  )
}

function Facts({ record }: { record: AuditRecord }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const subjectName = useSubjectName()
  const subject = record.subject.id
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2">
      <dt className="text-quiet">{t('audit.at')}</dt>
      <dd>
        <DateTime at={record.at} zone={zone} format="short" />
      </dd>
      <dt className="text-quiet">{t('audit.actor')}</dt>
      <dd>{record.actor.name ?? t(actorKey(record.actor.kind))}</dd>
      <dt className="text-quiet">{t('audit.subject')}</dt>
      <dd>
        {subjectName(record.subject.kind)} {subject && <code className="text-xs break-all text-quiet">{subject}</code>}
      </dd>
      {record.reason && (
        <>
          <dt className="text-quiet">{t('refund.reason')}</dt>
          <dd>{record.reason}</dd>
        </>
      )}
      <dt className="text-quiet">{t('audit.code')}</dt>
      <dd>
        <code className="text-xs">
          {record.action} #{record.seq}
        </code>
      </dd>
      {record.request_id && (
        <>
          <dt className="text-quiet">{t('audit.request')}</dt>
          <dd>
            <code className="text-xs break-all">{record.request_id}</code>
          </dd>
        </>
      )}
    </dl>
  )
}

/** Before and after, field by field. */
function Changes({ changes }: Pick<AuditRecord, 'changes'>) {
  const { t } = useTranslation('console')
  const { before = {}, after = {} } = changes ?? {}
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  if (fields.length === 0) return null
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="pb-2 text-start font-semibold">{t('audit.changes')}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-quiet">
          <th scope="col" className="py-2 pe-3 text-start font-medium">
            {t('audit.field')}
          </th>
          <th scope="col" className="py-2 pe-3 text-start font-medium">
            {t('audit.before')}
          </th>
          <th scope="col" className="py-2 text-start font-medium">
            {t('audit.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(field => (
          <tr key={field} className="border-b border-line align-top last:border-0">
            <th scope="row" className="py-2 pe-3 text-start font-medium break-words">
              {field.replaceAll('_', ' ')}
            </th>
            <td className="py-2 pe-3 break-words whitespace-pre-wrap text-quiet">{shown(before[field])}</td>
            <td className="py-2 break-words whitespace-pre-wrap">{shown(after[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
