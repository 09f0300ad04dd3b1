import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button, IconButton } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Menu } from '@tessera/ui/menu'
import { ProgressBar } from '@tessera/ui/progress-bar'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { DoorClosed, DoorOpen, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CheckInList, changeList, listsQuery, removeList } from '../api/check-in.ts'
import { productsQuery } from '../api/products.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useProblemText } from '../problems.ts'
import { useMay, useOrganizer } from '../session.ts'
import { GatesCard } from './gates-card.tsx'
import { ListDialog } from './list-dialog.tsx'

/** Who may enter where: lists with their live counts, and the gates people walk through. */
export function CheckInSetup({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const problem = useProblemText()
  const may = useMay()
  const query = listsQuery(organizer.id, eventId)
  const { data: lists, error } = useQuery(query)
  const [open, setOpen] = useState<CheckInList | 'new' | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: query.queryKey })
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: refresh,
    onError: failure => toast({ title: problem(failure), tone: 'danger' }),
  })
  const add = may('checkin.edit') && (
    <Button icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('door.list_add')}
    </Button>
  )
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Card title={t('door.lists')} actions={lists && lists.data.length > 0 && add} padding="none">
        {error && <ProblemNotice error={error} />}
        {!lists && !error && <SkeletonText lines={3} className="p-5" />}
        {lists?.data.length === 0 && (
          <EmptyState title={t('door.lists_none')} action={add}>
            {t('door.lists_none_text')}
          </EmptyState>
        )}
        {lists && lists.data.length > 0 && (
          <ul className="divide-y divide-line">
            {lists.data.map(list => (
              <ListLine
                key={list.id}
                list={list}
                eventId={eventId}
                onEdit={() => setOpen(list)}
                onClosed={closed => act.mutate(() => changeList(organizer.id, eventId, list, { closed }))}
                onRemove={() =>
                  setAsked({
                    title: t('door.list_remove_title', { name: list.name }),
                    text: t('door.list_remove_text'),
                    action: t('action.delete'),
                    work: () => removeList(organizer.id, eventId, list).finally(() => void refresh()),
                  })
                }
              />
            ))}
          </ul>
        )}
      </Card>
      <GatesCard eventId={eventId} />
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {open && (
        <ListDialog
          eventId={eventId}
          list={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => void refresh()}
        />
      )}
    </div>
  )
}

type LineProps = {
  list: CheckInList
  eventId: string
  onEdit: () => void
  onClosed: (closed: boolean) => void
  onRemove: () => void
}

function ListLine({ list, eventId, onEdit, onClosed, onRemove }: LineProps) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { formatLocale } = useLocale()
  const organizer = useOrganizer()
  const may = useMay()
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const n = (value: number) => new Intl.NumberFormat(formatLocale).format(value)
  const { expected, entered, inside } = list.counts
  const named = products?.data.filter(product => list.product_ids?.includes(product.id)) ?? []
  return (
    <li className="grid gap-2 px-4 py-3 md:px-5">
      <div className="flex items-center gap-2">
        <span className="font-medium">{list.name}</span>
        {list.closed && <Badge tone="warning">{t('door.closed')}</Badge>}
        {may('checkin.edit') && (
          <div className="ms-auto">
            <Menu
              trigger={
                <IconButton
                  size="sm"
                  label={t('action.more_for', { name: list.name })}
                  icon={<Ellipsis aria-hidden="true" className="size-4!" />}
                />
              }
              entries={[
                { id: 'edit', label: t('action.edit'), icon: <Pencil aria-hidden="true" />, onSelect: onEdit },
                list.closed
                  ? {
                      id: 'open',
                      label: t('door.open_again'),
                      icon: <DoorOpen aria-hidden="true" />,
                      onSelect: () => onClosed(false),
                    }
                  : {
                      id: 'close',
                      label: t('door.close'),
                      icon: <DoorClosed aria-hidden="true" />,
                      onSelect: () => onClosed(true),
                    },
                {
                  id: 'remove',
                  label: t('action.delete'),
                  icon: <Trash2 aria-hidden="true" />,
                  danger: true,
                  onSelect: onRemove,
                },
              ]}
            />
          </div>
        )}
      </div>
      <dl className="flex gap-8">
        {(['entered', 'inside', 'expected'] as const).map(name => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-quiet">{t(`door.${name}`)}</dt>
            <dd className="display figures text-lg">{n({ expected, entered, inside }[name])}</dd>
          </div>
        ))}
      </dl>
      <ProgressBar label={t('door.progress', { name: list.name })} value={expected > 0 ? entered / expected : 0} />
      <p className="text-xs text-quiet">
        {list.product_ids ? named.map(product => said(product.name)).join(', ') : t('door.every_ticket')}
        {' · '}
        {t(`door.reentry_${list.reentry}`)}
      </p>
    </li>
  )
}
