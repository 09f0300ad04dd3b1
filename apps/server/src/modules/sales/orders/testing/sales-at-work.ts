import { createSecrets } from '../../../../platform/crypto/secrets.ts'
import type { Tx } from '../../../../platform/db/db.ts'
import type { Actor } from '../../../../platform/http/access.ts'
import type { TestDatabase } from '../../../../platform/testing/test-database.ts'
import {
  type EventOverrides,
  type MadeEvent,
  makeEvent,
  makeOrganizer,
  wireCatalog,
} from '../../../catalog/testing/catalog.ts'
import { createInventory } from '../../inventory/module.ts'
import type { WantedLine } from '../../inventory/public.ts'
import { createLedger } from '../../ledger/module.ts'
import { ticketsAtWork } from '../../tickets/testing/tickets-at-work.ts'
import type { OrdersDeps } from '../deps.ts'
import type { OrdersModule } from '../facade.ts'
import { createOrders } from '../module.ts'
import type { Order } from '../public.ts'
import { type Bank, createBank } from './bank.ts'

export const buyer: Actor = { kind: 'buyer', id: null, requestId: null }
export const clerk: Actor = { kind: 'account', id: '01900000-0000-7000-8000-000000000001', requestId: 'req_test' }

/** An event on sale with a pool that all of its products draw on. */
export type SaleOnOffer = MadeEvent & { organizerId: string; poolId: string }

export type SalesAtWork = AsyncDisposable & {
  database: TestDatabase
  inventory: ReturnType<typeof createInventory>
  orders: OrdersModule
  bank: Bank
  tickets: Awaited<ReturnType<typeof ticketsAtWork>>
  deps: OrdersDeps
  offer(capacity: number | null, event?: EventOverrides): Promise<SaleOnOffer>
  /** Holds units of the event's first product, or these lines. */
  hold(sale: SaleOnOffer, want?: number | WantedLine[]): Promise<{ holdId: string; holdSecret: string }>
  order(sale: SaleOnOffer, want?: number | WantedLine[]): Promise<Order>
  /** An order that is paid: the money came in time. */
  sold(sale: SaleOnOffer, want?: number | WantedLine[]): Promise<Order & { paymentId: string }>
  read(order: Pick<Order, 'id' | 'organizerId'>): Promise<Order>
  inTenant<T>(organizerId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The time of everything that is held for this organizer is over. */
  timePasses(organizerId: string): Promise<void>
  sweep(): Promise<void>
}

/** Of before the last change of the master key. */
export const OLDER_KEY = { id: 'older', key: Buffer.alloc(32, 6) }

export const words = (holdId: string, holdSecret: string) => ({
  holdId,
  holdSecret,
  buyer: { name: 'Änne Weiß', email: 'aenne@example.org' },
  locale: 'de',
  answers: {},
  attendees: [],
})

/** The whole of sales on one database, wired as compose does it; only the bank is a test's. */
export async function salesAtWork(database: TestDatabase, given: { bank?: Bank } = {}): Promise<SalesAtWork> {
  const { db } = database
  const { catalog, tenantOf } = wireCatalog(db)
  const secrets = createSecrets({ masterKeys: [{ id: 'test', key: Buffer.alloc(32, 7) }, OLDER_KEY] })
  const organizers = {
    tenantOf,
    ids: async () => (await database.asSuperuser<{ id: string }>('select id from organizers')).map(row => row.id),
  }
  const holdSecret = (id: string) => secrets.deriveSecret('hold', id)
  const inventory = createInventory({
    db,
    catalog,
    organizers,
    saleOpen: async () => true,
    holdMinutes: 10,
    secretOf: holdSecret,
    acceptsSecret: (id, given) => secrets.acceptsSecret('hold', id, given),
  })
  const tickets = await ticketsAtWork(db, catalog)
  const bank = given.bank ?? createBank(db)
  const deps: OrdersDeps = {
    db,
    sales: { inventory, ledger: createLedger(), payments: bank.payments, tickets },
    catalog,
    organizers,
    ports: {
      secretOf: (id, version) => secrets.deriveSecret('order', `${id}.${version}`),
      acceptsSecret: (id, version, given) => secrets.acceptsSecret('order', `${id}.${version}`, given),
      mailsOfOrder: async () => [],
      sealAddress: async (_organizerId, address) => Buffer.from(address).toString('base64'),
      openAddress: async (_organizerId, sealed) => Buffer.from(sealed, 'base64').toString(),
      enteredAt: async () => new Map(),
    },
    settings: { origin: 'https://tickets.example.org', paymentMinutes: 30 },
  }
  const orders = createOrders(deps)
  bank.settleWith(orders.settlement)

  const hold: SalesAtWork['hold'] = async (sale, want = 1) => {
    const first = { productId: sale.productIds[0]!, variantId: null, dateId: null }
    const lines = typeof want === 'number' ? [{ ...first, quantity: want }] : want
    const placed = await inventory.place({ eventId: sale.id, lines, idempotencyKey: null, requestHash: null })
    return { holdId: placed.hold.id, holdSecret: placed.secret }
  }
  const order: SalesAtWork['order'] = async (sale, want) => {
    const held = await hold(sale, want)
    return (await orders.place(words(held.holdId, held.holdSecret), buyer)).order
  }
  const read: SalesAtWork['read'] = async ({ id, organizerId }) =>
    (await db.tenant(organizerId, tx => orders.get(tx, id)))!
  return {
    database,
    inventory,
    orders,
    bank,
    deps,
    hold,
    order,
    read,
    offer: async (capacity, event) => {
      const organizerId = await makeOrganizer(db)
      const made = await makeEvent(db, organizerId, event)
      const draws = made.productIds.map(productId => ({ productId, variantId: null, dateId: null }))
      const scope = { organizerId, eventId: made.id, actor: clerk }
      const pool = await inventory.pools.add(scope, { name: 'House', capacity, draws })
      return { ...made, organizerId, poolId: pool.id }
    },
    sold: async (sale, want) => {
      const placed = await order(sale, want)
      const paymentId = await bank.attempt(placed)
      await bank.succeed(placed.organizerId, paymentId)
      return { ...(await read(placed)), paymentId }
    },
    tickets,
    inTenant: (organizerId, work) => db.tenant(organizerId, work),
    timePasses: async organizerId =>
      void (await database.asSuperuser(
        "with late as (update holds set expires_at = now() - interval '1 second' where organizer_id = $1 and state in ('live', 'ordered') returning 1) update orders set pay_until = now() - interval '1 second' where organizer_id = $1 and state = 'awaiting_payment'",
        [organizerId],
      )),
    sweep: async () => {
      for (const job of inventory.jobs) await job.handle()
    },
    [Symbol.asyncDispose]: () => tickets[Symbol.asyncDispose](),
  }
}
