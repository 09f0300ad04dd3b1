import type { Sort } from '@tessera/ui/data-table'
import { useLocale } from '@tessera/ui/i18n'
import { useState } from 'react'

type Key = string | number | null

/** Sorts rows that are all here, by what a column says of them. Rows without an answer stand last, whichever way. */
export function useTableSort<Row>(rows: readonly Row[], keys: Readonly<Record<string, (row: Row) => Key>>) {
  const { locale } = useLocale()
  const [sort, onSortChange] = useState<Sort | null>(null)
  const keyOf = sort && keys[sort.by]
  if (!sort || !keyOf) return { rows, sort, onSortChange }
  const turn = sort.direction === 'asc' ? 1 : -1
  const compare = (a: Key, b: Key) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? turn : -turn
    return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), locale)
  }
  return { rows: rows.toSorted((a, b) => turn * compare(keyOf(a), keyOf(b))), sort, onSortChange }
}
