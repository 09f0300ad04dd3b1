import type { Envelope } from '../../../platform/crypto/envelope.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Logger } from '../../../platform/telemetry/logger.ts'
import type { Counter } from '../../../platform/telemetry/metrics.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { OpenGateways } from './open-gateways.ts'
import type { GatewayFactory } from './ports.ts'
import type { Settlement } from './public.ts'

/** What happened to a payment or a refund, counted; `quarantined` and `contradiction` should wake somebody. */
export const PAYMENT_OUTCOMES = [
  'started',
  'succeeded',
  'failed',
  'cancelled',
  'quarantined',
  'contradiction',
  'unavailable',
  'rejected',
  'webhook_refused',
  'refund_succeeded',
  'refund_failed',
  'dispute_inquiry',
  'dispute_open',
  'dispute_won',
  'dispute_lost',
] as const

export type PaymentsDeps = {
  db: Db
  gateways: readonly GatewayFactory[]
  envelope: Pick<Envelope, 'seal' | 'openText'>
  /** Late bound: orders implements it and calls us, so it is made after us. */
  settlement: () => Settlement
  organizers: Pick<Organizers, 'ids' | 'get'>
  /** Where gateways reach us, for the address of webhooks. */
  origin: string
  log: Logger
  counter?: Counter<{ gateway: 'any'; outcome: typeof PAYMENT_OUTCOMES }>
}

/** What this module's use cases share. */
export type Payday = PaymentsDeps & { opened: OpenGateways }
