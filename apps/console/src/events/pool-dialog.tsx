import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Dialog } from '@tessera/ui/dialog'
import { useLocale } from '@tessera/ui/i18n'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { addPool, changePool, type Pool, type Product, poolsQuery } from '../api/products.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { OvertakenNotice, useNewest } from '../forms/use-newest.tsx'
import { useOrganizer } from '../session.ts'
import { countOf } from '../start/ticket-rows.tsx'
import { dateOfPool, drawsOfAll, movedTo } from './pool-draws.ts'

type Props = {
  event: Event
  products: readonly Product[]
  pool: Pool | null
  onClose: () => void
  onSaved: () => void
}

/** Name and size of a pool, and which evening it counts. */
export function PoolDialog({ event, products, pool, onClose, onSaved }: Props) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const organizer = useOrganizer()
  const [name, setName] = useState(pool?.name ?? '')
  const [capacity, setCapacity] = useState(pool ? (pool.capacity?.toString() ?? '') : '100')
  const before = pool ? dateOfPool(pool) : null
  const [date, setDate] = useState<string>(before ?? '')
  const count = countOf(capacity)
  const client = useQueryClient()
  const query = poolsQuery(organizer.id, event.id)
  const newest = useNewest(pool, async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data)
  const typed = JSON.stringify([name, capacity, date])
  const [first] = useState(typed)
  const close = useGuardedClose(onClose, typed !== first)
  const save = useMutation({
    mutationFn: async () => {
      const size = count === 'wrong' ? null : count
      const { onto } = newest
      if (!onto) {
        const draws = drawsOfAll(products, date || null)
        await addPool(organizer.id, event.id, { name: name.trim(), capacity: size, draws })
        return
      }
      const moved = date !== (before ?? '') && date !== 'mixed'
      await changePool(organizer.id, event.id, onto, {
        name: name.trim(),
        capacity: size,
        ...(moved ? { draws: movedTo(onto.draws, products, date || null) } : {}),
      })
    },
    onSuccess: () => {
      onSaved()
      onClose()
    },
    onError: newest.catchUp,
  })
  const wrong = useWrong(save.error)
  const dayText = new Intl.DateTimeFormat(formatLocale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: event.timezone,
  })
  return (
    <Dialog
      open
      onOpenChange={open => !open && close()}
      title={t(pool ? 'pool.edit' : 'pool.new')}
      description={t('pool.about')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!name.trim() || count === 'wrong'}
            pending={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <OvertakenNotice shown={newest.overtaken} />
        {!newest.overtaken && <ProblemNotice error={save.error} />}
        <TextField
          id={fieldId('name')}
          label={t('pool.name')}
          hint={t('pool.name_hint')}
          value={name}
          onValueChange={setName}
          error={wrong('name')}
        />
        <TextField
          id={fieldId('capacity')}
          label={t('pool.capacity')}
          hint={t('pool.capacity_hint')}
          inputMode="numeric"
          boxClassName="max-w-36"
          value={capacity}
          onValueChange={setCapacity}
          error={wrong('capacity') ?? (count === 'wrong' ? t('field_problem.invalid') : undefined)}
        />
        {event.dates.length > 1 && (
          <Select
            label={t('pool.date')}
            hint={t('pool.date_hint')}
            value={date}
            onValueChange={setDate}
            options={[
              ...(before === 'mixed' ? [{ value: 'mixed', label: t('pool.date_mixed') }] : []),
              { value: '', label: t('pool.date_all') },
              ...event.dates.map(each => ({ value: each.id, label: dayText.format(new Date(each.starts_at)) })),
            ]}
          />
        )}
      </div>
    </Dialog>
  )
}
