import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { Select } from '@tessera/ui/select'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, eventQuery } from '../../api/events.ts'
import { changePool, type Pool, poolsQuery, productsQuery, removePool } from '../../api/products.ts'
import { useDayText } from '../../events/day-text.ts'
import { PoolDialog } from '../../events/pool-dialog.tsx'
import { type Draw, dateOfPool } from '../../events/pool-draws.ts'
import { PoolMatrix } from '../../events/pool-matrix.tsx'
import { UnlimitedNotice } from '../../events/unlimited-notice.tsx'
import { type Confirmation, ConfirmDialog } from '../../forms/confirm-dialog.tsx'
import { useAct } from '../../forms/use-act.ts'
import { LinkButton } from '../../link-button.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/capacity')({ component: CapacityPage })

const DATES_IN_SIGHT = 3

function CapacityPage() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const { data: pools } = useQuery(poolsQuery(organizer.id, eventId))
  const change = usePoolChanges(eventId)
  const [open, setOpen] = useState<Pool | 'new' | null>(null)
  const [picked, setPicked] = useState<string | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  if (!event || !products || !pools) return <SkeletonText lines={5} />
  const hasManyDates = event.dates.length > DATES_IN_SIGHT
  const shownDate = picked ?? (hasManyDates ? (event.dates[0]?.id ?? '') : '')
  const sold = products.data.filter(product => !product.archived)
  const isEmpty = pools.data.length === 0 || sold.length === 0
  const add = may('events.edit') && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('pool.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-prose text-quiet">{t('pool.page_text')}</p>
        <div className="flex flex-wrap items-end gap-2">
          {hasManyDates && <DateChoice event={event} value={shownDate} onChange={setPicked} />}
          {pools.data.length > 0 && add}
        </div>
      </div>
      <UnlimitedNotice event={event} />
      <Card padding="none">
        {isEmpty ? (
          <NothingCounted eventId={eventId} hasProducts={sold.length > 0} add={add} />
        ) : (
          <PoolMatrix
            products={sold}
            pools={poolsOn(pools.data, shownDate)}
            editable={may('events.edit')}
            onDraws={change.setDraws}
            onEdit={setOpen}
            onRemove={pool => setAsked(change.removal(pool))}
          />
        )}
      </Card>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {open && (
        <PoolDialog
          event={event}
          products={sold}
          pool={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={change.refresh}
        />
      )}
    </div>
  )
}

/** A pool that counts for several dates is shown with each of them. */
function poolsOn(pools: readonly Pool[], dateId: string): Pool[] {
  return pools.filter(pool => {
    const date = dateOfPool(pool)
    return dateId === '' || date === null || date === 'mixed' || date === dateId
  })
}

/** What is ticked is saved at once and can be undone; removing is asked about first. */
function usePoolChanges(eventId: string) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const refresh = () => void client.invalidateQueries({ queryKey: poolsQuery(organizer.id, eventId).queryKey })
  const act = useAct(refresh)
  return {
    refresh,
    setDraws: (pool: Pool, draws: Draw[]) => {
      const before = pool.draws
      act.mutate(async () => {
        const changed = await changePool(organizer.id, eventId, pool, { draws })
        toast({
          title: t('pool.draws_saved'),
          undo: () => act.mutate(() => changePool(organizer.id, eventId, changed, { draws: before })),
        })
      })
    },
    removal: (pool: Pool): Confirmation => ({
      title: t('pool.remove_title', { name: pool.name }),
      text: t('pool.remove_text'),
      action: t('action.delete'),
      work: () => removePool(organizer.id, eventId, pool).finally(refresh),
    }),
  }
}

type DateChoiceProps = { event: Event; value: string; onChange: (date: string) => void }

function DateChoice({ event, value, onChange }: DateChoiceProps) {
  const { t } = useTranslation('console')
  const dayText = useDayText(event.timezone)
  return (
    <Select
      label={t('pool.show_date')}
      hideLabel
      value={value}
      onValueChange={onChange}
      options={[
        ...event.dates.map(date => ({ value: date.id, label: dayText(date.starts_at) })),
        { value: '', label: t('pool.show_all') },
      ]}
      className="w-56"
    />
  )
}

/** Without anything to sell there is nothing to count: the first step is elsewhere then. */
function NothingCounted({ eventId, hasProducts, add }: { eventId: string; hasProducts: boolean; add: ReactNode }) {
  const { t } = useTranslation('console')
  const toProducts = (
    <LinkButton to="/events/$event/products" params={{ event: eventId }} variant="primary">
      {t('event.tab_products')}
    </LinkButton>
  )
  return (
    <EmptyState title={t(hasProducts ? 'pool.none' : 'product.none')} action={hasProducts ? add : toProducts}>
      {t('pool.none_text')}
    </EmptyState>
  )
}
