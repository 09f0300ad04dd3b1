import { useQueryClient } from '@tanstack/react-query'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { addPool, changePool, type Pool, type Product, poolsQuery } from '../api/products.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { useEditDialog } from '../forms/use-edit-dialog.ts'
import { useOrganizer } from '../session.ts'
import { countOf } from '../start/ticket-rows.tsx'
import { useDayText } from './day-text.ts'
import { dateOfPool, drawsOfAll, MIXED, movedTo } from './pool-draws.ts'

type Props = {
  event: Event
  products: readonly Product[]
  pool: Pool | null
  onClose: () => void
  onSaved: () => void
}

/** Name and size of a pool, and which evening it counts. */
export function PoolDialog({ event, products, pool, ...leave }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const before = (pool && dateOfPool(pool)) ?? ''
  const [name, setName] = useState(pool?.name ?? '')
  const [size, setSize] = useState(pool ? (pool.capacity?.toString() ?? '') : '100')
  const [date, setDate] = useState<string>(before)
  const count = countOf(size)
  const query = poolsQuery(organizer.id, event.id)
  const edit = useEditDialog({
    opened: pool,
    reload: async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data,
    typed: [name, size, date],
    save: onto => {
      const body = { name: name.trim(), capacity: count === 'wrong' ? null : count }
      if (!onto) return addPool(organizer.id, event.id, { ...body, draws: drawsOfAll(products, date || null) })
      const moved = date !== before && date !== MIXED
      const draws = moved ? { draws: movedTo(onto.draws, products, date || null) } : {}
      return changePool(organizer.id, event.id, onto, { ...body, ...draws })
    },
    ...leave,
  })
  return (
    <FormDialog
      {...edit.dialog}
      title={t(pool ? 'pool.edit' : 'pool.new')}
      description={t('pool.about')}
      disabled={!name.trim() || count === 'wrong'}
    >
      <TextField
        id={fieldId('name')}
        label={t('pool.name')}
        hint={t('pool.name_hint')}
        value={name}
        onValueChange={setName}
        error={edit.wrong('name')}
      />
      <TextField
        id={fieldId('capacity')}
        label={t('pool.capacity')}
        hint={t('pool.capacity_hint')}
        inputMode="numeric"
        boxClassName="max-w-36"
        value={size}
        onValueChange={setSize}
        error={edit.wrong('capacity') ?? (count === 'wrong' ? t('field_problem.invalid') : undefined)}
      />
      {event.dates.length > 1 && (
        <DateOfPool event={event} isMixed={before === MIXED} value={date} onValueChange={setDate} />
      )}
    </FormDialog>
  )
}

type DateProps = {
  event: Event
  /** It counts several dates, not all: one may leave it so. */
  isMixed: boolean
  value: string
  onValueChange: (date: string) => void
}

function DateOfPool({ event, isMixed, ...choice }: DateProps) {
  const { t } = useTranslation('console')
  const dayText = useDayText(event.timezone)
  return (
    <Select
      {...choice}
      label={t('pool.date')}
      hint={t('pool.date_hint')}
      options={[
        ...(isMixed ? [{ value: MIXED, label: t('pool.date_mixed') }] : []),
        { value: '', label: t('pool.date_all') },
        ...event.dates.map(each => ({ value: each.id, label: dayText(each.starts_at) })),
      ]}
    />
  )
}
