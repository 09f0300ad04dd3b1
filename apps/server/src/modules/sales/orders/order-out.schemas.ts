import { z } from 'zod'
import { idOut, instantOut, money, page, translated } from '../../../platform/http/wire.ts'
import { priceFields } from '../price.schemas.ts'
import { ORDER_ALERTS, TIMELINE_KINDS } from './order.ts'
import { states } from './orders.schemas.ts'

const answers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
const amounts = z.object({ gross: money, net: money, tax: money })

const eventOut = z
  .object({
    id: idOut('evt'),
    slug: z.string(),
    state: z.string(),
    title: translated(),
    timezone: z.string(),
    default_locale: z.string(),
    attendance_mode: z.enum(['in_person', 'online', 'hybrid']),
    venue: z.object({
      name: z.string().nullable(),
      street: z.string().nullable(),
      postal_code: z.string().nullable(),
      city: z.string().nullable(),
      region: z.string().nullable(),
      country: z.string().nullable(),
    }),
    online_url: z.string().nullable().meta({ description: 'Told to whom it was sold' }),
    palette: z.string().nullable(),
    dates: z.array(
      z.object({
        id: idOut('dat'),
        starts_at: instantOut,
        ends_at: instantOut.nullable(),
        doors_at: instantOut.nullable(),
        label: translated(),
        state: z.enum(['scheduled', 'cancelled']),
      }),
    ),
  })
  .meta({ id: 'OrderEvent' })

const lineOut = z
  .object({
    id: idOut('lin'),
    line_key: z.string(),
    kind: z.enum(['admission', 'add_on', 'merchandise']),
    state: z.enum(['active', 'cancelled']),
    product_id: idOut('prd'),
    product_name: translated(),
    variant_id: idOut('var').nullable(),
    variant_name: translated().nullable(),
    date_id: idOut('dat').nullable(),
    attendee_name: z.string().nullable(),
    attendee_email: z.string().nullable(),
    answers,
    price: amounts,
    fee: amounts,
    total: money,
    refunded: money.meta({ description: 'Given back or on its way' }),
    ticket_id: idOut('tkt').nullable(),
  })
  .meta({ id: 'OrderLine' })

const nextOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), url: z.string().meta({ description: 'The buyer leaves for this page' }) }),
  z
    .object({
      kind: z.literal('embedded'),
      client_secret: z.string().meta({ description: "Opens this one payment in the gateway's own fields" }),
      publishable_key: z.string().meta({ description: 'Whose fields they are; no secret' }),
      account: z
        .string()
        .nullable()
        .meta({ description: "The account the fields act for; null is the key's own (Stripe: `stripeAccount`)" }),
    })
    .meta({
      description:
        "The buyer pays in the gateway's fields, shown on `/orders/{code}/pay?order={id}`: only that page lets the gateway's script in",
    }),
  z.object({ kind: z.literal('none') }),
])

export const paymentOut = z
  .object({
    id: idOut('pay'),
    gateway: z.string(),
    state: z.enum(['created', 'pending', 'succeeded', 'failed', 'cancelled', 'quarantined']),
    amount: money,
    refunded: money,
    refund_pending: money,
    failure_code: z.string().nullable(),
    next: nextOut.nullable().meta({ description: 'What the buyer does next to pay' }),
    created_at: instantOut,
    succeeded_at: instantOut.nullable(),
  })
  .meta({ id: 'Payment' })

const refundOut = z
  .object({
    id: idOut('ref'),
    payment_id: idOut('pay'),
    gateway: z.string(),
    amount: money,
    state: z.enum(['created', 'pending', 'succeeded', 'failed']),
    cause: z.enum(['organizer', 'late_payment', 'surplus_payment', 'event_cancelled', 'gateway', 'dispute']),
    reason: z.string().nullable(),
    failure_code: z.string().nullable(),
    created_at: instantOut,
    settled_at: instantOut.nullable(),
  })
  .meta({ id: 'Refund' })

const ticketOut = z
  .object({
    id: idOut('tkt'),
    line_id: idOut('lin'),
    state: z.enum(['valid', 'void']),
    void_reason: z.string().nullable(),
    attendee_name: z.string().nullable(),
    product_name: translated(),
    variant_name: translated().nullable(),
    date_id: idOut('dat').nullable(),
    code_version: z.int(),
    code: z.string().nullable().meta({ description: "Text of the barcode; only for the order's buyer" }),
  })
  .meta({ id: 'OrderTicket' })

const priceOut = z.object(priceFields).meta({ id: 'OrderPrice' })

const orderFields = {
  id: idOut('ord'),
  code: z.string(),
  state: states,
  event: eventOut.nullable(),
  buyer: z.object({ name: z.string(), email: z.string() }),
  locale: z.string(),
  answers,
  lines: z.array(lineOut),
  quote: priceOut,
  total: money,
  refunded: money,
  payments: z.array(paymentOut),
  refunds: z.array(refundOut),
  tickets: z.array(ticketOut),
  gateways: z.array(z.object({ gateway: z.string(), label: z.string(), flow: z.enum(['redirect', 'embedded']) })),
  placed_at: instantOut,
  pay_until: instantOut.nullable(),
  paid_at: instantOut.nullable(),
  closed_at: instantOut.nullable(),
  closed_reason: z.string().nullable(),
  server_time: instantOut,
  calendar_url: z.string().nullable(),
  version: z.int(),
}

export const orderOut = z.object(orderFields).meta({ id: 'Order' })
export const placedOrderOut = z
  .object({
    ...orderFields,
    secret: z.string().meta({ description: 'Opens the order; send it as Order-Secret' }),
    path: z.string().meta({ description: "The order's page, its secret in the fragment" }),
  })
  .meta({ id: 'PlacedOrder' })

const disputeOut = z
  .object({
    id: idOut('dsp'),
    payment_id: idOut('pay'),
    gateway: z.string(),
    reference: z.string().meta({ description: "The gateway's id of it: where to answer it" }),
    state: z.enum(['inquiry', 'open', 'won', 'lost']).meta({
      description:
        'An `inquiry` takes no money; while one is `open` nothing of its payment can be given back; `lost` has become a refund',
    }),
    amount: money.meta({ description: 'What the buyer asks their bank for' }),
    withdrawn: money.meta({ description: 'Taken from the gateway account for it, and not given back' }),
    fee: money.meta({ description: 'What the gateway charges for it' }),
    opened_at: instantOut,
    closed_at: instantOut.nullable(),
  })
  .meta({ id: 'Dispute' })

const seenPaymentOut = paymentOut
  .extend({
    reviewed_at: instantOut
      .nullable()
      .meta({ description: 'When somebody of the team has looked at a quarantined payment' }),
  })
  .meta({ id: 'SeenPayment' })

export const orderDetailOut = z
  .object({
    ...orderFields,
    payments: z.array(seenPaymentOut),
    disputes: z.array(disputeOut),
    timeline: z.array(
      z.object({
        id: z.string(),
        at: instantOut,
        kind: z.enum(TIMELINE_KINDS),
        actor: z.object({ kind: z.string(), id: z.string().nullable() }),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    journal: z.array(
      z.object({
        id: idOut('ent'),
        at: instantOut,
        kind: z.string(),
        lines: z.array(z.object({ account: z.string(), amount: money })),
      }),
    ),
    mails: z.array(
      z.object({
        id: idOut('mal'),
        template: z.string(),
        recipient: z.string(),
        subject: z.string(),
        state: z.string(),
        created_at: instantOut,
        sent_at: instantOut.nullable(),
      }),
    ),
  })
  .meta({ id: 'OrderDetail' })

export const orderRowOut = z
  .object({
    id: idOut('ord'),
    code: z.string(),
    event_id: idOut('evt'),
    state: states,
    alert: z.enum(ORDER_ALERTS).nullable().meta({ description: 'What of its money somebody should see' }),
    buyer: z.object({ name: z.string(), email: z.string() }),
    units: z.int(),
    total: money,
    refunded: money,
    placed_at: instantOut,
    paid_at: instantOut.nullable(),
  })
  .meta({ id: 'OrderRow' })
export const ordersOut = page(orderRowOut)

export const attendeeOut = z
  .object({
    line_id: idOut('lin'),
    order_id: idOut('ord'),
    order_code: z.string(),
    ticket_id: idOut('tkt').nullable(),
    product_id: idOut('prd'),
    product_name: translated(),
    variant_name: translated().nullable(),
    date_id: idOut('dat').nullable(),
    attendee_name: z.string().nullable(),
    attendee_email: z.string().nullable(),
    buyer: z.object({ name: z.string(), email: z.string() }),
    answers,
    paid_at: instantOut,
    entered_at: instantOut.nullable(),
  })
  .meta({ id: 'Attendee' })
export const attendeesOut = page(attendeeOut)
