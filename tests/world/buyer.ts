import { randomUUID } from 'node:crypto'
import type { Hold, Order, Payment, PlacedOrder } from '@tessera/sdk/types'
import type { HttpClient } from './http-client.ts'
import type { World } from './world.ts'

export type Wish = Array<{ product_id: string; quantity: number; date_id?: string | null; variant_id?: string | null }>

export type LiveHold = Hold & { secret: string }

/** Somebody who buys as a guest: what they may see hangs on the secrets that they were given. */
export class Buyer {
  readonly world: World
  readonly client: HttpClient
  readonly name: string
  readonly email: string

  constructor(world: World, name = 'Ada Buyer') {
    this.world = world
    this.client = world.client()
    this.name = name
    this.email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${randomUUID().slice(0, 8)}@buyers.example`
  }

  async hold(eventId: string, lines: Wish): Promise<LiveHold> {
    const hold = await this.client.post<Hold>('/v1/holds', { event_id: eventId, lines })
    if (!hold.secret) throw new Error('the hold came without its secret')
    return { ...hold, secret: hold.secret }
  }

  /** What is sent to turn a hold into an order; each attendee has a name. */
  orderBody(hold: Hold) {
    return {
      hold_id: hold.id,
      buyer: { name: this.name, email: this.email },
      locale: 'en',
      attendees: hold.quote.lines.flatMap(line =>
        Array.from({ length: line.quantity }, (_, index) => ({
          line_key: line.key,
          unit: index,
          name: `${this.name} ${index + 1}`,
        })),
      ),
      accept_terms: true,
    }
  }

  async order(eventId: string, lines: Wish): Promise<MyOrder> {
    const hold = await this.hold(eventId, lines)
    return this.orderOf(hold)
  }

  async orderOf(hold: LiveHold): Promise<MyOrder> {
    const placed = await this.client.post<PlacedOrder>('/v1/orders', this.orderBody(hold), {
      headers: { 'hold-secret': hold.secret },
    })
    return new MyOrder(this, placed)
  }

  /** From the first look to the paid order. */
  async buys(eventId: string, lines: Wish): Promise<MyOrder> {
    const order = await this.order(eventId, lines)
    if (order.placed.state === 'awaiting_payment') {
      const page = await order.paymentPage()
      await this.world.bank.buyer(page, 'pay')
      await order.check()
    }
    await this.world.settle()
    return order
  }
}

/** An order in the hands of who placed it. */
export class MyOrder {
  readonly buyer: Buyer
  readonly placed: PlacedOrder
  readonly path: string
  readonly secret: { 'order-secret': string }
  #paymentId = ''

  constructor(buyer: Buyer, placed: PlacedOrder) {
    this.buyer = buyer
    this.placed = placed
    this.path = `/v1/orders/${placed.id}`
    this.secret = { 'order-secret': placed.secret }
  }

  get id(): string {
    return this.placed.id
  }

  now(): Promise<Order> {
    return this.buyer.client.get<Order>(this.path, this.secret)
  }

  pay(): Promise<Payment> {
    return this.buyer.client.post<Payment>(`${this.path}/payments`, { gateway: 'sandbox' }, { headers: this.secret })
  }

  /** The address of the bank's page on which this order is paid. */
  async paymentPage(): Promise<string> {
    const payment = await this.pay()
    if (payment.next?.kind !== 'redirect') throw new Error(`the payment leads nowhere: ${JSON.stringify(payment)}`)
    this.#paymentId = payment.id
    return payment.next.url
  }

  /** Coming back from the bank: the page asks how the payment stands. */
  check(paymentId = this.#paymentId): Promise<Payment> {
    return this.buyer.client.post<Payment>(`${this.path}/payments/${paymentId}/check`, undefined, {
      headers: this.secret,
    })
  }

  get paymentId(): string {
    return this.#paymentId
  }

  /** The text of each valid ticket's barcode. */
  async codes(): Promise<string[]> {
    const { tickets } = await this.now()
    return tickets.filter(ticket => ticket.state === 'valid').map(ticket => ticket.code ?? '')
  }
}
