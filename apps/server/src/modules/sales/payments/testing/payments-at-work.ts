import { randomBytes } from 'node:crypto'
import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { pino } from 'pino'
import { sandboxFactory } from '../../../../adapters/payments/sandbox/sandbox-factory.ts'
import { dataKeyStore } from '../../../../platform/crypto/data-keys.sql.ts'
import { createEnvelope } from '../../../../platform/crypto/envelope.ts'
import type { Db } from '../../../../platform/db/db.ts'
import type { PaymentsDeps } from '../deps.ts'
import type { PaymentsModule } from '../facade.ts'
import { handleEvent } from '../handle-gateway-event.ts'
import { createPayments } from '../module.ts'
import { createOpenGateways } from '../open-gateways.ts'
import type { Credentials, GatewayFactory, PaymentGateway } from '../ports.ts'
import type { Payment, Settlement, StartPayment } from '../public.ts'
import { insertOrder, insertOrganizer, readTold, type Told } from './recording-settlement.sql.ts'
import { recordingSettlement } from './recording-settlement.ts'

export const TOTAL_MINOR = 4_000n
const MINUTE_MS = 60_000
const MASTER_KEYS = [{ id: 'test', key: randomBytes(32) }]

/** Lets a test stand between us and a gateway: see each call, break it, hold it up. */
export type Tap = (gateway: PaymentGateway, credentials: Credentials) => Partial<PaymentGateway>

type Options = {
  settlement?: Partial<Settlement>
  tap?: Tap
  db?: Db
  /** Where the bank finds us; nowhere unless given. */
  origin?: string
  counter?: PaymentsDeps['counter']
}

/** The module as compose wires it, at a real bank, with an order book that only records. */
export type PaymentsAtWork = {
  payments: PaymentsModule
  /** Credentials by account at the bank, as they were opened. */
  opened: Credentials[]
  organizer(): Promise<string>
  order(organizerId: string): Promise<string>
  command(organizerId: string, orderId: string, over?: Partial<StartPayment>): StartPayment
  /** A new order and a payment for it that the buyer has not made yet. */
  started(organizerId: string): Promise<Payment & { reference: string }>
  settlement: Settlement
  /** Lets one stored event take effect, as the process that received it would. */
  effect(organizerId: string, gateway: string, gatewayEventId: string): Promise<void>
  told(organizerId: string, orderId: string): Promise<Told[]>
  ofOrder(organizerId: string, orderId: string): Promise<Payment[]>
}

export function paymentsAtWork(db: Db, bankUrl: string, options: Options = {}): PaymentsAtWork {
  const opened: Credentials[] = []
  const known = new Set<string>()
  const settlement = recordingSettlement(options.settlement)
  const deps: PaymentsDeps = {
    db: options.db ?? db,
    gateways: [tapped(sandboxFactory(bankUrl), opened, options.tap)],
    envelope: createEnvelope({ masterKeys: MASTER_KEYS, ...dataKeyStore(db) }),
    settlement: () => settlement,
    organizers: {
      ids: async () => [...known],
      get: async id => ({ id, name: 'Lakeside Festival' }) as never,
    },
    origin: options.origin ?? 'http://127.0.0.1:9',
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    counter: options.counter,
  }
  const payments = createPayments(deps)
  const at: PaymentsAtWork = {
    payments,
    opened,
    settlement,
    effect: (organizerId, gateway, eventId) =>
      handleEvent({ ...deps, opened: createOpenGateways(deps) }, organizerId, gateway, eventId),
    organizer: async () => {
      const id = newUuid()
      await db.tenant(id, tx => insertOrganizer(tx, id))
      known.add(id)
      await payments.ensureSandboxAccount(id)
      return id
    },
    order: async organizerId => {
      const id = newTenantUuid(organizerId)
      await db.tenant(organizerId, tx => insertOrder(tx, organizerId, id, TOTAL_MINOR))
      known.add(organizerId)
      return id
    },
    command: (organizerId, orderId, over = {}) => commandOf(organizerId, orderId, over),
    started: async organizerId => {
      const payment = await payments.start(commandOf(organizerId, await at.order(organizerId)))
      if (payment.reference === null) throw new Error('the payment has no reference')
      return { ...payment, reference: payment.reference }
    },
    told: (organizerId, orderId) => db.tenant(organizerId, tx => readTold(tx, orderId)),
    ofOrder: (organizerId, orderId) =>
      db.tenant(organizerId, async tx => (await payments.ofOrder(tx, orderId)).payments),
  }
  return at
}

function commandOf(organizerId: string, orderId: string, over: Partial<StartPayment> = {}): StartPayment {
  return {
    organizerId,
    orderId,
    orderCode: 'K7QX2M',
    gateway: 'sandbox',
    amountMinor: TOTAL_MINOR,
    currency: 'EUR',
    description: '2 × Weekend pass',
    buyerEmail: 'mara@example.org',
    locale: 'en',
    returnUrl: 'https://tickets.example.org/orders/K7QX2M',
    cancelUrl: 'https://tickets.example.org/orders/K7QX2M',
    expiresAt: new Date(Date.now() + 30 * MINUTE_MS),
    ...over,
  }
}

function tapped(factory: GatewayFactory, opened: Credentials[], tap?: Tap): GatewayFactory {
  return {
    ...factory,
    open: credentials => {
      opened.push(credentials)
      const gateway = factory.open(credentials)
      return tap ? { ...gateway, ...tap(gateway, credentials) } : gateway
    },
  }
}
