import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Notice } from '@tessera/ui/notice'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { addPool, type Product, poolsQuery, productsQuery } from '../api/products.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import { useMay, useOrganizer } from '../session.ts'
import { countOf } from '../start/ticket-rows.tsx'
import { drawState, drawsOfAll } from './pool-draws.ts'

/** What is sold without a limit, an imported event for one, is said plainly; a number and one press set the limit. */
export function UnlimitedNotice({ event }: { event: Event }) {
  const organizer = useOrganizer()
  const { data: products } = useQuery(productsQuery(organizer.id, event.id))
  const { data: pools } = useQuery(poolsQuery(organizer.id, event.id))
  if (!products || !pools || !['draft', 'published', 'postponed'].includes(event.state)) return null
  // A pool without a number is somebody's decision; no pool at all is nobody's.
  const free = products.data.filter(
    product => !product.archived && pools.data.every(pool => drawState(pool, product) === 'none'),
  )
  return free.length > 0 ? <Unlimited event={event} products={free} all={free.length === products.data.length} /> : null
}

type Props = { event: Event; products: readonly Product[]; all: boolean }

function useSetLimit({ event, products }: Props, count: number | null) {
  const { t } = useTranslation('console')
  const { formatLocale } = useLocale()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: async () => {
      const day = new Intl.DateTimeFormat(formatLocale, {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: event.timezone,
      })
      const dates = event.dates.filter(date => date.state === 'scheduled')
      const counted: [string, string | null][] =
        dates.length > 1 && products.some(product => product.date_ids !== null)
          ? dates.map(date => [day.format(new Date(date.starts_at)), date.id])
          : [[t('pool.places'), null]]
      for (const [name, date] of counted) {
        const drawn = products.filter(product => !date || product.date_ids === null || product.date_ids.includes(date))
        await addPool(organizer.id, event.id, { name, capacity: count, draws: drawsOfAll(drawn, date) })
      }
    },
    onSuccess: () => toast({ title: t('pool.unlimited_done') }),
    onSettled: () => client.invalidateQueries({ queryKey: [organizer.id, 'event', event.id] }),
  })
}

function Unlimited(props: Props) {
  const { event, products, all } = props
  const { t } = useTranslation('console')
  const said = useLocalized()
  const may = useMay()
  const [typed, setTyped] = useState('')
  const count = countOf(typed)
  const set = useSetLimit(props, count === 'wrong' ? null : count)
  const wrong = useWrong(set.error)
  const perDate = event.dates.length > 1 && products.some(product => product.date_ids !== null)
  const names = products.map(product => said(product.name)).join(', ')
  return (
    <Notice tone="warning" title={all ? t('pool.unlimited') : t('pool.unlimited_of', { names })}>
      <p>{t('pool.unlimited_text')}</p>
      <ProblemNotice error={set.error} />
      {may('events.edit') && (
        <form
          noValidate
          className="flex flex-wrap items-end gap-2"
          onSubmit={submit => {
            submit.preventDefault()
            set.mutate()
          }}
        >
          <TextField
            id={fieldId('capacity')}
            label={t(perDate ? 'pool.unlimited_each' : 'pool.unlimited_count')}
            inputMode="numeric"
            boxClassName="max-w-28"
            value={typed}
            onValueChange={setTyped}
            error={wrong('capacity') ?? (count === 'wrong' ? t('field_problem.invalid') : undefined)}
          />
          <Button type="submit" pending={set.isPending} disabled={typeof count !== 'number' || count === 0}>
            {t('pool.unlimited_do')}
          </Button>
        </form>
      )}
    </Notice>
  )
}
