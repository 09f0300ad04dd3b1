import type { OrderFilter, OrderState } from '../api/orders.ts'

export const ORDER_STATES: readonly OrderState[] = [
  'awaiting_payment',
  'paid',
  'partly_refunded',
  'refunded',
  'expired',
  'cancelled',
]

export const ORDER_SORTS = ['newest', 'oldest', 'highest', 'lowest'] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

/** What is wrong with its money stands beside an order's state, and is looked for in the same place. */
export const ORDER_ALERTS = ['disputed', 'suspicious'] as const
export type OrderStand = OrderState | (typeof ORDER_ALERTS)[number]

export type OrderSearch = {
  q?: string
  state?: OrderStand
  event?: string
  from?: string
  to?: string
  sort?: OrderSort
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The filters as they stand in the address, so that a view of the list is a link. */
export function readOrderSearch(search: Record<string, unknown>): OrderSearch {
  const state = [...ORDER_STATES, ...ORDER_ALERTS].find(each => each === search.state)
  const day = (value: unknown) => (/^\d{4}-\d{2}-\d{2}$/.test(text(value) ?? '') ? text(value) : undefined)
  const found = {
    q: typeof search.q === 'number' ? String(search.q) : text(search.q),
    state,
    event: text(search.event),
    from: day(search.from),
    to: day(search.to),
    sort: ORDER_SORTS.find(each => each === search.sort && each !== 'newest'),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** How the API is asked for it. */
export function standOf(stand: OrderStand | undefined): Pick<OrderFilter, 'state' | 'alert'> {
  const alert = ORDER_ALERTS.find(each => each === stand)
  return alert ? { alert } : { state: ORDER_STATES.find(each => each === stand) }
}
