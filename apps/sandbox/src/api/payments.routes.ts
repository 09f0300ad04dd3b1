import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { type Bank, Refusal } from '../bank/bank.ts'
import { capture, openPayment, type PaymentOrder, voidPayment } from '../bank/payments.ts'
import { underFaults } from '../faults/strike.ts'
import { keyId, onceByKey } from './idempotency.ts'
import { merchantOf, ownPayment } from './merchant.ts'
import { captureBody, listQuery, minorOf, paymentBody } from './schemas.ts'
import { paymentToWire } from './wire.ts'

type ById = { Params: { id: string } }

export function paymentRoutes(app: FastifyInstance, bank: Bank): void {
  app.post('/v1/payments', (request, reply) => {
    const account = merchantOf(bank, request)
    const body = paymentBody.parse(request.body)
    return underFaults(bank, reply, 'payment.create', account.id, () =>
      onceByKey(bank, account, request, 'payments', key => {
        const payment = openPayment(bank, account, orderOf(body, key))
        return { made: payment.id, answer: { status: 201, body: paymentToWire(bank, payment) } }
      }),
    )
  })

  app.get<ById>('/v1/payments/:id', (request, reply) => {
    const account = merchantOf(bank, request)
    return underFaults(bank, reply, 'payment.get', account.id, () => ({
      status: 200,
      body: paymentToWire(bank, ownPayment(bank, account, request.params.id)),
    }))
  })

  app.get('/v1/payments', (request, reply) => {
    const account = merchantOf(bank, request)
    const query = listQuery.parse(request.query)
    return underFaults(bank, reply, 'payment.list', account.id, () => {
      if (query.idempotency_key !== undefined) {
        const made = bank.vault.get('keys', keyId(account, 'payments', query.idempotency_key))?.madeId
        const found = made === undefined ? [] : [paymentToWire(bank, ownPayment(bank, account, made))]
        return { status: 200, body: { data: found, next_cursor: null } }
      }
      return { status: 200, body: page(bank, account.id, query) }
    })
  })

  app.post<ById>('/v1/payments/:id/capture', (request, reply) => {
    const account = merchantOf(bank, request)
    const { amount } = captureBody.parse(request.body ?? {})
    return underFaults(bank, reply, 'payment.capture', account.id, () =>
      onceByKey(bank, account, request, 'capture', () => {
        const payment = ownPayment(bank, account, request.params.id)
        if (amount !== undefined && amount.currency !== payment.currency) {
          throw new Refusal(422, 'other_currency', `The payment is in ${payment.currency}.`)
        }
        const captured = capture(bank, payment, amount === undefined ? payment.authorizedMinor : minorOf(amount))
        return { made: captured.id, answer: { status: 200, body: paymentToWire(bank, captured) } }
      }),
    )
  })

  app.post<ById>('/v1/payments/:id/void', (request, reply) => {
    const account = merchantOf(bank, request)
    return underFaults(bank, reply, 'payment.void', account.id, () => ({
      status: 200,
      body: paymentToWire(bank, voidPayment(bank, ownPayment(bank, account, request.params.id))),
    }))
  })
}

function orderOf({ amount, ...body }: z.infer<typeof paymentBody>, idempotencyKey: string): PaymentOrder {
  return {
    idempotencyKey,
    attemptId: body.attempt_id,
    orderCode: body.order_code,
    description: body.description,
    buyerEmail: body.buyer_email ?? null,
    locale: body.locale,
    returnUrl: body.return_url,
    cancelUrl: body.cancel_url,
    captureMode: body.capture,
    metadata: body.metadata,
    currency: amount.currency,
    amountMinor: minorOf(amount),
    expiresAt: Date.parse(body.expires_at),
  }
}

type ListQuery = ReturnType<typeof listQuery.parse>

/** Oldest first; the cursor is the id of the last payment of the page before. */
function page(bank: Bank, accountId: string, query: ListQuery) {
  const since = query.since === undefined ? 0 : Date.parse(query.since)
  const until = query.until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(query.until)
  const matching = bank.vault
    .all('payments')
    .filter(payment => payment.accountId === accountId && payment.createdAt >= since && payment.createdAt < until)
    .filter(payment => query.attempt_id === undefined || payment.attemptId === query.attempt_id)
  const start = query.cursor === undefined ? 0 : matching.findIndex(payment => payment.id === query.cursor) + 1
  const shown = matching.slice(start, start + query.limit)
  const more = matching.length > start + query.limit
  return {
    data: shown.map(payment => paymentToWire(bank, payment)),
    next_cursor: more ? (shown.at(-1)?.id ?? null) : null,
  }
}
