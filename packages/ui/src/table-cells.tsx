/* On a phone the rows are laid out as cards, and a browser then forgets that they are a table: the roles say it again. */
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { checkboxStyle } from './checkbox.tsx'
import { cn } from './cn.ts'

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

export function HeaderCell<Row>({
  column,
  sort,
  onSortChange,
}: {
  column: Column<Row>
  sort?: Sort | null
  onSortChange?: (sort: Sort) => void
}) {
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

export function BodyCell<Row>({ column, row, onOpen, besideCorner }: BodyCellProps<Row>) {
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

export function SelectCell({
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
