import type { OrderKey } from '../api/orders.ts'
import { recall, remember } from '../browser-storage.ts'

/** An order that the buyer asked this device to remember. */
export type KeptOrder = OrderKey & { code: string; title: Record<string, string> }

const fragment = /^#?(ord_[0-9a-z]{26})\.([\w~-]{8,200})$/

/** The part of the address that no server sees. */
export function keyFromFragment(hash: string): OrderKey | null {
  const found = fragment.exec(hash)
  return found ? { id: found[1]!, secret: found[2]! } : null
}

export const fragmentOf = ({ id, secret }: OrderKey): string => `${id}.${secret}`

export const rememberKey = (code: string, key: OrderKey): void => remember('session', `order.${code}`, key)

export const keptOrders = (): KeptOrder[] => recall<KeptOrder[]>('device', 'orders') ?? []

export function recallKey(code: string): OrderKey | null {
  return recall<OrderKey>('session', `order.${code}`) ?? keptOrders().find(order => order.code === code) ?? null
}

/** Only when the buyer asks for it: whoever has the device then has the tickets. */
export function keepOnDevice(order: KeptOrder): void {
  remember('device', 'orders', [order, ...keptOrders().filter(other => other.code !== order.code)].slice(0, 50))
}

export function dropFromDevice(code: string): void {
  remember(
    'device',
    'orders',
    keptOrders().filter(order => order.code !== code),
  )
}
