import type { MerchantBook, World } from './book.ts'

type Rendered = Record<string, unknown> & { id: string }

/** Our few fields laid over Stripe's own example of the object, so that every answer is a whole one. */
export function render(world: World, merchant: MerchantBook, kind: string, object: { id: string }): Rendered {
  const whole: Rendered = { ...world.contract.example(kind), ...object }
  if (kind === 'checkout.session') {
    whole.url = whole.status === 'open' ? `https://checkout.stripe.com/c/pay/${object.id}` : null
    whole.amount_subtotal = whole.amount_total
  }
  if (kind === 'payment_intent') whole.client_secret = `${object.id}_secret_x`
  if (kind === 'charge') {
    whole.metadata = merchant.intents.get(String(whole.payment_intent))?.metadata ?? {}
    whole.captured = whole.amount_captured !== 0
    whole.refunded = whole.amount_captured === whole.amount_refunded
  }
  if (kind === 'refund' || kind === 'dispute') {
    const intent = merchant.intents.get(String(whole.payment_intent))
    whole.charge = intent?.latest_charge ?? whole.charge
    whole.currency = intent?.currency ?? whole.currency
  }
  if (kind === 'dispute') whole.balance_transactions = movesOf(world, whole)
  return whole
}

const DISPUTE_FEE = 2_000

/** What Stripe took out of the account and, to whoever wins, gave back; an inquiry takes nothing. */
function movesOf(world: World, { id, amount, currency, status }: Rendered): Rendered[] {
  const move = (name: string, sign: 1 | -1, fee: number) => ({
    ...world.contract.example('balance_transaction'),
    id: `txn_${name}_${id}`,
    amount: sign * Number(amount),
    fee,
    net: sign * Number(amount) - fee,
    currency,
    source: id,
  })
  if (String(status).startsWith('warning_')) return []
  return [move('taken', -1, DISPUTE_FEE), ...(status === 'won' ? [move('returned', 1, -DISPUTE_FEE)] : [])]
}

/** `expand[]=payment_intent.latest_charge`: ids on that path become objects. */
export function expand(world: World, merchant: MerchantBook, object: Rendered, path: readonly string[]): void {
  const [name, ...rest] = path
  if (name === undefined) return
  const id = object[name]
  if (typeof id === 'string') object[name] = byId(world, merchant, id) ?? id
  const inner = object[name]
  if (typeof inner === 'object' && inner !== null) expand(world, merchant, inner as Rendered, rest)
}

function byId(world: World, merchant: MerchantBook, id: string): Rendered | null {
  const intent = merchant.intents.get(id)
  if (intent !== undefined) return render(world, merchant, 'payment_intent', intent)
  const charge = merchant.charges.get(id)
  return charge === undefined ? null : render(world, merchant, 'charge', charge)
}
