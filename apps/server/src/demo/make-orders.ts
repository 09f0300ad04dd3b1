import { Problem } from '../platform/errors/errors.ts'
import { systemActor } from '../platform/http/access.ts'
import type { DemoBuyer, DemoProduct, DemoQuestion } from './content/shapes.ts'
import { spreadOverTime } from './demo.sql.ts'
import type { DemoDeps } from './deps.ts'
import type { Stage } from './make-event.ts'
import type { MadeOrganizer } from './make-organizer.ts'

/** Repeatable dice: the same demo each time. */
function dice(seed: string): () => number {
  let state =
    Array.from(seed).reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

type Fate = 'paid' | 'declined' | 'later' | 'unpaid' | 'cancelled' | 'refunded' | 'partly_refunded'

/** Mostly plain purchases; now and then everything that happens to orders. */
function fateOf(roll: number): Fate {
  if (roll < 0.84) return 'paid'
  if (roll < 0.87) return 'refunded'
  if (roll < 0.9) return 'partly_refunded'
  if (roll < 0.93) return 'unpaid'
  if (roll < 0.95) return 'declined'
  return roll < 0.975 ? 'later' : 'cancelled'
}

const MOST_ORDERS = 36

/** Sells an event to the demo's buyers, through holds, orders and the sandbox bank, until its demand is met. */
export async function makeOrders(
  deps: DemoDeps,
  made: MadeOrganizer,
  stage: Stage,
  buyers: readonly DemoBuyer[],
  now: Date,
): Promise<void> {
  const { demand } = stage.content
  if (stage.content.state === 'draft') return
  const roll = dice(stage.content.key)
  const target = demand.sellOut ? 400 : Math.min(demand.orders, MOST_ORDERS)
  let refusedInARow = 0
  for (let index = 0; index < target && refusedInARow < 12; index++) {
    const buyer = buyers[Math.floor(roll() * buyers.length)]!
    const sold = await buy(deps, made, stage, { buyer, index, roll, always: demand.sellOut === true })
    refusedInARow = sold ? 0 : refusedInARow + 1
  }
  await spreadOverTime(deps.db, made.organizerId, stage.eventId, now)
  await letIn(deps, made, stage, roll)
}

type Purchase = { buyer: DemoBuyer; index: number; roll: () => number; always: boolean }

async function buy(
  deps: DemoDeps,
  made: MadeOrganizer,
  stage: Stage,
  { buyer, index, roll, always }: Purchase,
): Promise<boolean> {
  const lines = wish(stage, roll)
  try {
    const { hold, secret } = await deps.inventory.place({
      eventId: stage.eventId,
      lines,
      idempotencyKey: null,
      requestHash: null,
    })
    if (hold.totalMinor > 0n && !deps.sandbox) return false
    const { order } = await deps.orders.place(
      {
        holdId: hold.id,
        holdSecret: secret,
        buyer: { name: buyer.name, email: buyer.email },
        locale: buyer.locale,
        answers: answersTo(stage, 'order', null, index),
        attendees: hold.lines.flatMap(line =>
          line.kind === 'admission'
            ? Array.from({ length: line.quantity }, (_, unit) => ({
                lineKey: line.key,
                unit,
                name: unit === 0 ? buyer.name : null,
                email: unit === 0 ? buyer.email : null,
                answers: answersTo(stage, 'attendee', line.productId, index + unit),
              }))
            : [],
        ),
      },
      { kind: 'buyer', id: null, requestId: null },
    )
    if (order.totalMinor > 0n) await settle(deps, made, order.id, always ? 'paid' : fateOf(roll()))
    return true
  } catch (error) {
    // Sold out, not yet on sale, limits: what every buyer meets now and then.
    if (error instanceof Problem && error.status < 500) return false
    throw error
  }
}

/** One or two kinds of tickets, now and then something to go with them. */
function wish(stage: Stage, roll: () => number) {
  const { products, demand } = stage.content
  const weightOf = (product: DemoProduct) => demand.favourites?.[product.key] ?? (demand.favourites ? 0 : 1)
  const pick = (from: readonly DemoProduct[]): DemoProduct | undefined => {
    const total = from.reduce((sum, product) => sum + weightOf(product), 0)
    let at = roll() * total
    return from.find(product => (at -= weightOf(product)) < 0)
  }
  const main = pick(products.filter(product => product.kind === 'admission')) ?? products[0]!
  const extra = roll() < 0.25 ? pick(products.filter(product => product.kind !== 'admission')) : undefined
  return [main, ...(extra ? [extra] : [])].map(product => {
    const dates = product.dates ?? []
    const variants = product.variants ?? []
    const variant = variants[Math.floor(roll() * variants.length)]
    const date = dates[Math.floor(roll() * dates.length)]
    const quantity = Math.max(
      product.minPerOrder ?? 1,
      Math.min(product.maxPerOrder ?? 10, 1 + Math.floor(roll() * roll() * 4)),
    )
    return {
      productId: stage.products.get(product.key)!,
      variantId: variant ? stage.variants.get(`${product.key}/${variant.key}`)! : null,
      dateId: date ? stage.dates.get(date)! : null,
      quantity: product.kind === 'admission' ? quantity : 1,
    }
  })
}

function answersTo(
  stage: Stage,
  askedOf: DemoQuestion['askedOf'],
  productId: string | null,
  turn: number,
): Record<string, string | boolean | string[]> {
  const asked = (stage.content.questions ?? []).filter(
    question =>
      question.askedOf === askedOf &&
      (!question.products || question.products.some(key => stage.products.get(key) === productId)),
  )
  return Object.fromEntries(
    asked.flatMap(question => {
      const answer = question.answers[turn % question.answers.length]
      if (answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)) return []
      return [[stage.questions.get(question.key)!, Array.isArray(answer) ? [...answer] : (answer as string | boolean)]]
    }),
  )
}

async function settle(deps: DemoDeps, { organizerId }: MadeOrganizer, orderId: string, fate: Fate) {
  const { orders, payments, sandbox, db } = deps
  if (fate === 'unpaid' || !sandbox) return
  if (fate === 'cancelled') {
    await orders.cancel({
      organizerId,
      orderId,
      by: 'buyer',
      mayEndPaid: false,
      reason: null,
      actor: { kind: 'buyer', id: null, requestId: null },
      eventIds: null,
    })
    return
  }
  const order = (await db.tenant(organizerId, tx => orders.get(tx, orderId)))!
  const payment = await orders.pay(order, { gateway: 'sandbox', returnPath: null })
  await sandbox.buyer(payment.reference!, fate === 'declined' ? 'decline' : fate === 'later' ? 'later' : 'pay')
  await payments.check(organizerId, payment.id)
  if (fate !== 'refunded' && fate !== 'partly_refunded') return
  const paid = (await db.tenant(organizerId, tx => orders.get(tx, orderId)))!
  await orders.refund({
    organizerId,
    orderId,
    wish: fate === 'refunded' ? 'all' : [{ lineId: paid.lines[0]!.id, amountMinor: null }],
    cancelLines: true,
    reason: 'Cannot come',
    actor: systemActor,
    eventIds: null,
  })
  const { refunds } = await db.tenant(organizerId, tx => payments.ofOrder(tx, orderId))
  for (const refund of refunds) await payments.executeRefund(organizerId, refund.id)
}

async function letIn(deps: DemoDeps, { organizerId }: MadeOrganizer, stage: Stage, roll: () => number) {
  const [listId] = stage.listIds
  const share = stage.content.demand.checkedIn ?? 0
  if (!listId || share === 0) return
  const scope = { organizerId, eventId: stage.eventId }
  for (const ticketId of await deps.doors.validTickets(scope)) {
    if (roll() < share) await deps.doors.letIn(scope, listId, ticketId)
  }
}
