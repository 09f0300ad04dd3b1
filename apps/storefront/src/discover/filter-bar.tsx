import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { cn } from '@tessera/ui/cn'
import { Check, ChevronDown, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { facetsQuery } from '../api/listings.ts'
import { useCategoryName } from './category-name.ts'
import { type EventSearch, filterOf, isFiltered, whens } from './event-search.ts'

const chip =
  'inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-md border px-3.5 text-sm font-medium whitespace-nowrap transition-colors duration-100 [&_svg]:size-4'
const chipOff = 'border-edge/60 bg-raised hover:border-ink'
const chipOn = 'border-ink bg-ink text-paper'

function Chip({ change, on, children }: { change: EventSearch; on: boolean; children: ReactNode }) {
  return (
    <Link
      to="/"
      search={previous => ({ ...previous, ...change })}
      resetScroll={false}
      replace
      // The router would call every link to this page the current one.
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={on ? 'true' : undefined}
      className={cn(chip, on ? chipOn : chipOff)}
    >
      {children}
    </Link>
  )
}

function Choice({
  label,
  any,
  value,
  options,
  onChoose,
}: {
  label: string
  any: string
  value: string | undefined
  options: { value: string; label: string; count: number }[]
  onChoose: (value: string | undefined) => void
}) {
  const missing = value && !options.some(option => option.value === value)
  return (
    <span className="relative inline-flex shrink-0">
      <select
        aria-label={label}
        value={value ?? ''}
        onChange={event => onChoose(event.target.value || undefined)}
        className={cn(chip, 'max-w-52 appearance-none truncate pe-9', value ? chipOn : chipOff)}
      >
        <option value="">{any}</option>
        {missing && <option value={value}>{value}</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label} ({option.count})
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className={cn('pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2', value && 'text-paper')}
      />
    </span>
  )
}

/** Every choice is part of the address: it can be shared, kept and gone back to. */
export function FilterBar({ search }: { search: EventSearch }) {
  const { t } = useTranslation('storefront')
  const navigate = useNavigate({ from: '/' })
  const categoryName = useCategoryName()
  const { q, from, to, free, online } = filterOf(search, new Date())
  const { data: facets } = useQuery(facetsQuery({ q, from, to, free, online }))
  const choose = (change: EventSearch) =>
    void navigate({ search: previous => ({ ...previous, ...change }), replace: true, resetScroll: false })
  return (
    <nav
      aria-label={t('discover.filters')}
      className="-mx-4 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      <div className="flex w-max gap-2 md:w-auto md:flex-wrap">
        <Chip change={{ when: undefined }} on={search.when === undefined}>
          {t('discover.when.any')}
        </Chip>
        {whens.map(when => (
          <Chip key={when} change={{ when: search.when === when ? undefined : when }} on={search.when === when}>
            {t(`discover.when.${when}`)}
          </Chip>
        ))}
        <span aria-hidden="true" className="mx-1 w-px self-stretch bg-line" />
        <Choice
          label={t('discover.category')}
          any={t('discover.any_category')}
          value={search.category}
          options={(facets?.categories ?? []).map(facet => ({ ...facet, label: categoryName(facet.value) }))}
          onChoose={category => choose({ category })}
        />
        <Choice
          label={t('discover.city')}
          any={t('discover.any_city')}
          value={search.city}
          options={(facets?.cities ?? []).map(facet => ({ ...facet, label: facet.value }))}
          onChoose={city => choose({ city })}
        />
        <Chip change={{ free: search.free ? undefined : true }} on={Boolean(search.free)}>
          {search.free && <Check aria-hidden="true" />}
          {t('card.free')}
        </Chip>
        <Chip change={{ online: search.online ? undefined : true }} on={Boolean(search.online)}>
          {search.online && <Check aria-hidden="true" />}
          {t('discover.online')}
        </Chip>
        {isFiltered(search) && (
          <Link
            to="/"
            search={{}}
            resetScroll={false}
            className={cn(chip, 'border-transparent text-accent-text hover:underline')}
          >
            <X aria-hidden="true" />
            {t('discover.clear')}
          </Link>
        )}
      </div>
    </nav>
  )
}
