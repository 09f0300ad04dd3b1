import { createHmac } from 'node:crypto'
import { type MerchantBook, newId, nowS, type World } from './book.ts'
import { render } from './render.ts'

const KINDS = [
  ['cs_', 'checkout.session'],
  ['pi_', 'payment_intent'],
  ['ch_', 'charge'],
  ['re_', 'refund'],
  ['dp_', 'dispute'],
] as const

/** Writes the event that tells a merchant of a change, with the object as it is at this moment. */
export function tell(
  world: World,
  merchant: MerchantBook,
  type: string,
  about: { id: string; payment_intent?: string | null },
): void {
  const kind = KINDS.find(([prefix]) => about.id.startsWith(prefix))?.[1]
  if (kind === undefined) throw new Error(`no kind for ${about.id}`)
  const object = structuredClone(render(world, merchant, kind, about))
  const event = {
    ...world.contract.example('event'),
    id: newId('evt'),
    type,
    api_version: '2023-08-16',
    created: nowS(),
    data: { object },
  }
  const faults = world.contract.faultsOf(kind, object) ?? world.contract.faultsOf('event', event)
  if (faults !== null) throw new Error(`${type} would break the contract: ${faults}`)
  const session = kind === 'checkout.session' ? about.id : null
  const intent = kind === 'payment_intent' ? about.id : (about.payment_intent ?? null)
  merchant.told.push({ session, intent, event })
}

/** Stripe's scheme, written out here a second time so that the SDK does not check itself. */
export function signed(event: object, secret: string, ageMs: number) {
  const body = JSON.stringify(event)
  const timestamp = nowS() - Math.floor(ageMs / 1_000)
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { rawBody: Buffer.from(body), headers: { 'stripe-signature': `t=${timestamp},v1=${signature}` } }
}
