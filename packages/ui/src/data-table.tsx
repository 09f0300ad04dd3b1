/* On a phone the rows are laid out as cards, and a browser then forgets that they are a table: the roles say it again. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- on phones the table is laid out as cards, which takes its roles away */
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { checkboxStyle } from './checkbox.tsx'
import { cn } from './cn.ts'
import { Skeleton } from './skeleton.tsx'

export type Column<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Amounts, counts, percentages: to the right, in figures of one width. */
  numeric?: boolean
  sortable?: boolean
  /** The row's name: its header for those who listen, the first line of its card on a phone. One a table. */
  primary?: boolean
  /** Left out of the card on a phone. */
  wideOnly?: boolean
  /** Stands beside the row's name in the upper corner of the card on a phone, without its heading: a state, a menu. */
  corner?: boolean
  className?: string
}

export type Sort = { by: string; direction: 'asc' | 'desc' }

export type DataTableProps<Row> = {
  /** What the table shows, for those who cannot see it at a glance. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  sort?: Sort | null
  onSortChange?: (sort: Sort) => void
  /** The rows are on their way: their places are kept. */
  loading?: boolean
  /** An EmptyState. */
  empty?: ReactNode
  /** The primary cell becomes a button, and a click anywhere in the row does the same. */
  onOpen?: (row: Row) => void
  selected?: ReadonlySet<string>
  onSelectedChange?: (selected: ReadonlySet<string>) => void
  className?: string
}

function HeaderCell<Row>({
  column,
  sort,
  onSortChange,
}: { column: Column<Row> } & Pick<DataTableProps<Row>, 'sort' | 'onSortChange'>) {
  const active = sort?.by === column.id ? sort.direction : null
  const Icon = active === 'asc' ? ArrowUp : active === 'desc' ? ArrowDown : ChevronsUpDown
  const turn = () => onSortChange?.({ by: column.id, direction: active === 'asc' ? 'desc' : 'asc' })
  return (
    <th
      scope="col"
      aria-sort={active === 'asc' ? 'ascending' : active === 'desc' ? 'descending' : undefined}
      className={cn(
        'px-3 py-0 text-start text-xs font-medium text-quiet first:ps-4 last:pe-4',
        column.numeric && 'text-end',
        column.className,
      )}
    >
      {column.sortable && onSortChange ? (
        <button
          type="button"
          onClick={turn}
          className={cn(
            '-mx-1 inline-flex min-h-9 touch:min-h-11 items-center gap-1 rounded-sm px-1 hover:text-ink',
            active && 'text-ink',
            column.numeric && 'flex-row-reverse',
          )}
        >
          {column.header}
          <Icon className={cn('size-3.5', !active && 'opacity-50')} aria-hidden="true" />
        </button>
      ) : (
        <span className="inline-flex min-h-9 items-center">{column.header}</span>
      )}
    </th>
  )
}

type BodyCellProps<Row> = { column: Column<Row>; row: Row; onOpen?: (row: Row) => void; besideCorner: boolean }

function BodyCell<Row>({ column, row, onOpen, besideCorner }: BodyCellProps<Row>) {
  const Element = column.primary ? 'th' : 'td'
  const content = column.cell(row)
  return (
    <Element
      role={column.primary ? 'rowheader' : 'cell'}
      className={cn(
        'px-3 py-2.5 text-start align-middle font-normal md:first:ps-4 md:last:pe-4',
        'max-md:col-span-2 max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:p-0',
        column.primary && 'font-medium max-md:order-first max-md:pb-0.5 max-md:text-base',
        column.primary && (besideCorner ? 'max-md:col-span-1' : 'max-md:pe-10'),
        column.corner && 'max-md:order-first max-md:col-span-1 max-md:justify-end',
        // A finger on the row opens it, save on the links that stand in it.
        !column.primary && 'touch:[&_:is(a,button)]:relative touch:[&_:is(a,button)]:z-10',
        column.numeric && 'figures md:text-end',
        column.wideOnly && 'max-md:hidden',
        column.className,
      )}
    >
      {!column.primary && !column.corner && (
        <span aria-hidden="true" className="text-quiet md:hidden">
          {column.header}
        </span>
      )}
      {column.primary && onOpen ? (
        <button
          type="button"
          onClick={() => onOpen(row)}
          className="rounded-sm text-start font-medium decoration-edge underline-offset-4 group-hover:underline touch:after:absolute touch:after:inset-0"
        >
          {content}
        </button>
      ) : (
        <span className={cn('min-w-0', !column.primary && 'max-md:text-end')}>{content}</span>
      )}
    </Element>
  )
}

function SelectCell({
  label,
  checked,
  onChange,
  header = false,
}: {
  label: string
  checked: boolean
  onChange: () => void
  header?: boolean
}) {
  const Element = header ? 'th' : 'td'
  return (
    <Element
      role={header ? 'columnheader' : 'cell'}
      className={cn(
        'w-10 py-0 ps-4 text-start',
        !header && 'max-md:absolute max-md:end-4 max-md:top-1 max-md:w-auto max-md:p-0',
      )}
    >
      <label className="relative z-10 -mx-3 grid size-11 cursor-pointer place-items-center">
        <span className="sr-only">{label}</span>
        <input type="checkbox" checked={checked} onChange={onChange} className={checkboxStyle} />
      </label>
    </Element>
  )
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

/**
 * Rows to read and compare; on a phone each row is a card. It presents only: sorting, filtering and paging belong to
 * the caller. The explicit roles keep it a table for assistive tools where it is not laid out as one.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    columns,
    rows,
    rowKey,
    sort,
    onSortChange,
    loading = false,
    empty,
    onOpen,
    selected,
    onSelectedChange,
    className,
  } = props
  const { t } = useTranslation('ui')
  const selectable = selected && onSelectedChange
  const keys = rows.map(rowKey)
  const allSelected = selectable ? keys.length > 0 && keys.every(key => selected.has(key)) : false
  if (!loading && rows.length === 0)
    return empty ?? <p className="px-4 py-8 text-center text-sm text-quiet">{t('table.empty')}</p>
  return (
    <div className={cn('md:overflow-x-auto', className)}>
      <table role="table" aria-busy={loading || undefined} className="w-full border-collapse text-sm max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-b border-line">
            {selectable && (
              <SelectCell
                header
                label={t('table.select_all')}
                checked={allSelected}
                onChange={() => onSelectedChange(new Set(allSelected ? [] : keys))}
              />
            )}
            {columns.map(column => (
              <HeaderCell key={column.id} {...{ column, sort, onSortChange }} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          {loading && rows.length === 0
            ? ['a', 'b', 'c', 'd', 'e'].map(place => (
                <tr
                  key={place}
                  role="row"
                  className="border-b border-line last:border-0 max-md:grid max-md:gap-2 max-md:p-4"
                >
                  {columns.map((column, index) => (
                    <td
                      key={column.id}
                      role="cell"
                      className={cn('px-3 py-3.5 max-md:p-0 md:first:ps-4 md:last:pe-4', index > 1 && 'max-md:hidden')}
                    >
                      <Skeleton className={cn('h-3.5', index === 0 ? 'w-3/4' : 'w-1/2', column.numeric && 'ms-auto')} />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map(row => {
                const key = rowKey(row)
                return (
                  // The pointer may use the whole row; the keyboard has the button in the primary cell.
                  <tr
                    key={key}
                    role="row"
                    data-selected={selected?.has(key) || undefined}
                    onClick={event => {
                      if (onOpen && !(event.target as Element).closest('a,button,input,label')) onOpen(row)
                    }}
                    className={cn(
                      'group relative border-b border-line last:border-0 data-selected:bg-accent-soft max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
                      onOpen && 'cursor-pointer hover:bg-mist/60 data-selected:hover:bg-accent-soft',
                    )}
                  >
                    {selectable && (
                      <SelectCell
                        label={t('table.select_row')}
                        checked={selected.has(key)}
                        onChange={() => onSelectedChange(toggled(selected, key))}
                      />
                    )}
                    {columns.map(column => (
                      <BodyCell
                        key={column.id}
                        column={column}
                        row={row}
                        onOpen={onOpen}
                        besideCorner={columns.some(each => each.corner)}
                      />
                    ))}
                  </tr>
                )
              })}
        </tbody>
      </table>
    </div>
  )
}
