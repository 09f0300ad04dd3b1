/* On a phone the rows are laid out as cards, and a browser then forgets that they are a table: the roles say it again. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- on phones the table is laid out as cards, which takes its roles away */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { Skeleton } from './skeleton.tsx'
import { BodyCell, type Column, HeaderCell, SelectCell, type Sort } from './table-cells.tsx'

export type { Column, Sort } from './table-cells.tsx'

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

/**
 * Rows to read and compare; on a phone each row is a card. It presents only: sorting, filtering and paging belong to
 * the caller. The explicit roles keep it a table for assistive tools where it is not laid out as one.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, sort, onSortChange, loading = false, empty, className } = props
  const { onOpen, selected, onSelectedChange } = props
  const { t } = useTranslation('ui')
  const selection = selected && onSelectedChange ? { selected, onSelectedChange } : null
  if (!loading && rows.length === 0)
    return empty ?? <p className="px-4 py-8 text-center text-sm text-quiet">{t('table.empty')}</p>
  return (
    <div className={cn('md:overflow-x-auto', className)}>
      <table role="table" aria-busy={loading || undefined} className="w-full border-collapse text-sm max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-b border-line">
            {selection && <SelectAll {...selection} keys={rows.map(rowKey)} />}
            {columns.map(column => (
              <HeaderCell key={column.id} {...{ column, sort, onSortChange }} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          {loading && rows.length === 0 ? (
            <ExpectedRows columns={columns} />
          ) : (
            rows.map(row => {
              const name = rowKey(row)
              return (
                <BodyRow
                  key={name}
                  {...{ columns, row, name, onOpen, selection }}
                  isSelected={selected?.has(name) ?? false}
                />
              )
            })
          )}
        </tbody>
      </table>
    </div>
  )
}

type Selecting = Required<Pick<DataTableProps<unknown>, 'selected' | 'onSelectedChange'>>

function SelectAll({ keys, selected, onSelectedChange }: Selecting & { keys: readonly string[] }) {
  const { t } = useTranslation('ui')
  const all = keys.length > 0 && keys.every(key => selected.has(key))
  return (
    <SelectCell
      header
      label={t('table.select_all')}
      checked={all}
      onChange={() => onSelectedChange(new Set(all ? [] : keys))}
    />
  )
}

/** The places of rows that are on their way. */
function ExpectedRows<Row>({ columns }: Pick<DataTableProps<Row>, 'columns'>) {
  return ['a', 'b', 'c', 'd', 'e'].map(place => (
    <tr key={place} role="row" className="border-b border-line last:border-0 max-md:grid max-md:gap-2 max-md:p-4">
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
}

type BodyRowProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'onOpen'> & {
  row: Row
  /** Its key. */
  name: string
  selection: Selecting | null
  isSelected: boolean
}

function BodyRow<Row>({ columns, row, name, onOpen, selection, isSelected }: BodyRowProps<Row>) {
  const { t } = useTranslation('ui')
  return (
    // The pointer may use the whole row; the keyboard has the button in the primary cell.
    <tr
      role="row"
      data-selected={isSelected || undefined}
      onClick={event => {
        if (onOpen && !(event.target as Element).closest('a,button,input,label')) onOpen(row)
      }}
      className={cn(
        'group relative border-b border-line last:border-0 data-selected:bg-accent-soft max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
        onOpen && 'cursor-pointer hover:bg-mist/60 data-selected:hover:bg-accent-soft',
      )}
    >
      {selection && (
        <SelectCell
          label={t('table.select_row')}
          checked={isSelected}
          onChange={() => selection.onSelectedChange(toggled(selection.selected, name))}
        />
      )}
      {columns.map(column => (
        <BodyCell key={column.id} {...{ column, row, onOpen }} besideCorner={columns.some(each => each.corner)} />
      ))}
    </tr>
  )
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
