import { randomUUID } from 'node:crypto'
import type { Money } from '@tessera/kernel/money'
import type { CreatePayment, PaymentGateway, PaymentSnapshot } from '../ports.ts'

/**
 * An adapter together with the world around it: a buyer, a clerk at the gateway, bad luck, and a book kept outside of
 * our code. Each adapter's test builds one and hands it to `gatewayConformance`.
 */
export type GatewayHarness = {
  readonly gateway: PaymentGateway
  /** The same gateway for another merchant, whose payments are none of our business. */
  readonly otherMerchant: PaymentGateway
  /** The same merchant with a secret that the gateway does not accept. */
  readonly impostor: PaymentGateway
  readonly buyer: {
    pays(reference: string): Promise<void>
    isDeclined(reference: string): Promise<void>
    /** Picks a delayed method; the money then arrives or does not. */
    paysLater(reference: string): Promise<void>
    laterMoneyArrives(reference: string): Promise<void>
    laterMoneyFails(reference: string): Promise<void>
    /** The money comes through although the payment's time is up. */
    paysTooLate(reference: string): Promise<void>
  }
  readonly clerk: {
    refunds(reference: string, amount: Money): Promise<void>
    opensDispute(reference: string): Promise<void>
    decidesDispute(reference: string, state: 'won' | 'lost'): Promise<void>
    /** The buyer's bank sends a refund back that had succeeded. */
    returnsRefund(reference: string): Promise<void>
    decidesRefund(refundReference: string, state: 'succeeded' | 'failed'): Promise<void>
  }
  readonly luck: {
    /** The next such call has its effect, but the answer never arrives. */
    losesAnswer(call: GatewayCall): Promise<void>
    /** The next such call fails before it has any effect. */
    isDown(call: GatewayCall): Promise<void>
    /** The next such call has its effect and is answered with something that is no answer. */
    talksNonsense(call: GatewayCall): Promise<void>
    /** The next payment takes this much more (or less) than was asked. */
    takesOtherAmount(addMinor: bigint): Promise<void>
    /** The next refund does not settle at once. */
    refundStaysPending(): Promise<void>
  }
  /** Every message the gateway has written about a payment, oldest first, signed as it would be sent now. */
  messages(reference: string, mischief?: Mischief): Promise<SignedMessage[]>
  /** What the gateway's own book says about an attempt. */
  book(attemptId: string): Promise<{ payments: number; takenMinor: bigint; givenBackMinor: bigint }>
  close(): Promise<void>
}

export type GatewayCall = 'create' | 'capture' | 'refund'

export type Mischief = { readonly forged?: boolean; readonly ageMs?: number }

export type SignedMessage = { readonly rawBody: Buffer; readonly headers: Readonly<Record<string, string>> }

/** Gives the suite the harness of the running test file, which only exists once `beforeAll` has run. */
export type Use = () => GatewayHarness

const MINUTE_MS = 60_000

/** A payment order like the payments module writes them; every one is a new attempt. */
export function paymentOrder(over: Partial<CreatePayment> = {}): CreatePayment {
  const attempt = randomUUID()
  const requestedAt = new Date()
  return {
    attemptId: `pay_${attempt}`,
    idempotencyKey: `key-${attempt}`,
    amount: { amountMinor: 4_000n, currency: 'EUR' },
    orderCode: 'K7QX2M',
    description: '2 × Weekend pass',
    buyerEmail: 'mara@example.org',
    locale: 'de',
    returnUrl: 'https://tickets.example.org/orders/K7QX2M',
    cancelUrl: 'https://tickets.example.org/orders/K7QX2M/pay',
    requestedAt,
    expiresAt: new Date(requestedAt.getTime() + 45 * MINUTE_MS),
    metadata: { organizer: 'org_1' },
    ...over,
  }
}

export async function paidPayment(use: Use, over: Partial<CreatePayment> = {}) {
  const order = paymentOrder(over)
  const { reference } = await use().gateway.createPayment(order)
  await use().buyer.pays(reference)
  return { order, reference }
}

export async function seen(use: Use, reference: string): Promise<PaymentSnapshot> {
  const payment = await use().gateway.fetchPayment({ reference })
  if (payment === null) throw new Error(`the gateway does not know ${reference}`)
  return payment
}

export function refundOrder(reference: string, amountMinor: bigint) {
  const refundId = `ref_${randomUUID()}`
  return { refundId, idempotencyKey: `key-${refundId}`, reference, amount: { amountMinor, currency: 'EUR' } }
}
