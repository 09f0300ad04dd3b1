export type AttendeeSearch = { q?: string; product?: string; date?: string; entered?: 'true' | 'false' }

/** The filters as they stand in the address. */
export function readAttendeeSearch(search: Record<string, unknown>): AttendeeSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const entered = String(search.entered)
  const found = {
    q: typeof search.q === 'number' ? String(search.q) : text(search.q),
    product: text(search.product),
    date: text(search.date),
    entered: entered === 'true' || entered === 'false' ? entered : undefined,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}
