import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { addPool, changePool, type Pool, type Product, poolsQuery } from '../api/products.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { useNewest } from '../forms/use-newest.tsx'
import { useOrganizer } from '../session.ts'
import { countOf } from '../start/ticket-rows.tsx'
import { useDayText } from './day-text.ts'
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
  const dayText = useDayText(event.timezone)
  return (
    <FormDialog
      title={t(pool ? 'pool.edit' : 'pool.new')}
      description={t('pool.about')}
      save={save}
      disabled={!name.trim() || count === 'wrong'}
      onClose={onClose}
      onDismiss={close}
      overtaken={newest.overtaken}
    >
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
            ...event.dates.map(each => ({ value: each.id, label: dayText(each.starts_at) })),
          ]}
        />
      )}
    </FormDialog>
  )
}
