import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AuditRecord, auditQuery } from '../../api/team.ts'
import { actorKey, useActionName, useSubjectName } from '../../audit/audit-names.ts'
import { RecordFilters, type RecordSearch } from '../../audit/record-filters.tsx'
import { RecordPanel } from '../../audit/record-panel.tsx'
import { useCursorPages } from '../../forms/cursor-pages.ts'
import { ListCard } from '../../layout/list-card.tsx'
import { useHouse, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/audit')({
  validateSearch: (search: Record<string, unknown>): RecordSearch => ({
    ...(typeof search.subject === 'string' && search.subject ? { subject: search.subject } : {}),
    ...(typeof search.action === 'string' && search.action ? { action: search.action } : {}),
  }),
  component: AuditPage,
})

function AuditPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const search = Route.useSearch()
  const navigate = useNavigate({ from: '/audit' })
  const pages = useCursorPages(`${organizer.id} ${JSON.stringify(search)}`)
  const { data, error, isLoading } = useQuery(auditQuery(organizer.id, { ...search, cursor: pages.cursor }))
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const columns = useRecordColumns()
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle below={t('audit.page_text')}>{t('nav.audit')}</PageTitle>
      <ListCard
        pages={pages}
        data={data}
        error={error}
        filters={
          <RecordFilters
            search={search}
            onSearch={next => void navigate({ search: next, replace: true })}
            onClear={() => void navigate({ search: {} })}
          />
        }
      >
        <DataTable
          caption={t('nav.audit')}
          columns={columns}
          rows={data?.data ?? []}
          rowKey={record => String(record.seq)}
          loading={isLoading}
          onOpen={setOpen}
          empty={<EmptyState title={t('audit.none')}>{t('audit.none_text')}</EmptyState>}
        />
      </ListCard>
      {open && (
        <RecordPanel
          record={open}
          onClose={() => setOpen(null)}
          onFilter={subject => {
            setOpen(null)
            void navigate({ search: { subject } })
          }}
        />
      )}
    </div>
  )
}

function useRecordColumns(): Column<AuditRecord>[] {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const actionName = useActionName()
  const subjectName = useSubjectName()
  return [
    { id: 'action', header: t('audit.action'), primary: true, cell: record => actionName(record.action) },
    {
      id: 'subject',
      header: t('audit.subject'),
      cell: record => (
        <span className="grid">
          {subjectName(record.subject.kind)}
          {record.subject.id && <code className="text-xs text-quiet">…{record.subject.id.slice(-12)}</code>}
        </span>
      ),
    },
    { id: 'actor', header: t('audit.actor'), cell: record => record.actor.name ?? t(actorKey(record.actor.kind)) },
    { id: 'at', header: t('audit.at'), cell: record => <DateTime at={record.at} zone={zone} format="short" /> },
  ]
}
