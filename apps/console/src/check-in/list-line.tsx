import { useQuery } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { ProgressBar } from '@tessera/ui/progress-bar'
import { DoorClosed, DoorOpen, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CheckInList } from '../api/check-in.ts'
import { productsQuery } from '../api/products.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useMay, useOrganizer } from '../session.ts'

type ChangeProps = {
  list: CheckInList
  onEdit: () => void
  onClosed: (closed: boolean) => void
  onRemove: () => void
}

export function ListLine({ eventId, ...change }: ChangeProps & { eventId: string }) {
  const { t } = useTranslation('console')
  const may = useMay()
  const { list } = change
  const { expected, entered } = list.counts
  return (
    <li className="grid gap-2 px-4 py-3 md:px-5">
      <div className="flex items-center gap-2">
        <span className="font-medium">{list.name}</span>
        {list.closed && <Badge tone="warning">{t('door.closed')}</Badge>}
        {may('checkin.edit') && (
          <div className="ms-auto">
            <ListMenu {...change} />
          </div>
        )}
      </div>
      <Counts counts={list.counts} />
      <ProgressBar label={t('door.progress', { name: list.name })} value={expected > 0 ? entered / expected : 0} />
      <WhoMayEnter list={list} eventId={eventId} />
    </li>
  )
}

function ListMenu({ list, onEdit, onClosed, onRemove }: ChangeProps) {
  const { t } = useTranslation('console')
  return (
    <MoreMenu
      label={t('action.more_for', { name: list.name })}
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
  )
}

function Counts({ counts }: Pick<CheckInList, 'counts'>) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const format = new Intl.NumberFormat(formatLocale)
  return (
    <dl className="flex gap-8">
      {(['entered', 'inside', 'expected'] as const).map(name => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-xs text-quiet">{t(`door.${name}`)}</dt>
          <dd className="display figures text-lg">{format.format(counts[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Which tickets the list is about, and whether one comes in again. */
function WhoMayEnter({ list, eventId }: { list: CheckInList; eventId: string }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const named = products?.data.filter(product => list.product_ids?.includes(product.id)) ?? []
  return (
    <p className="text-xs text-quiet">
      {list.product_ids ? named.map(product => said(product.name)).join(', ') : t('door.every_ticket')}
      {' · '}
      {t(`door.reentry_${list.reentry}`)}
    </p>
  )
}
