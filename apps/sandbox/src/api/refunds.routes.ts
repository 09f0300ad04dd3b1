import type { FastifyInstance } from 'fastify'
import { type Bank, Refusal } from '../bank/bank.ts'
import { makeRefund } from '../bank/refunds.ts'
import { underFaults } from '../faults/strike.ts'
import { onceByKey } from './idempotency.ts'
import { merchantOf, ownPayment } from './merchant.ts'
import { minorOf, refundBody } from './schemas.ts'
import { refundToWire } from './wire.ts'

type ById = { Params: { id: string } }

export function refundRoutes(app: FastifyInstance, bank: Bank): void {
  app.post<ById>('/v1/payments/:id/refunds', (request, reply) => {
    const account = merchantOf(bank, request)
    const body = refundBody.parse(request.body)
    return underFaults(bank, reply, 'refund.create', account.id, () =>
      onceByKey(bank, account, request, 'refunds', () => {
        const payment = ownPayment(bank, account, request.params.id)
        if (body.amount.currency !== payment.currency) {
          throw new Refusal(422, 'other_currency', `The payment is in ${payment.currency}.`)
        }
        const refund = makeRefund(bank, payment, { refundId: body.refund_id, amountMinor: minorOf(body.amount) })
        return { made: refund.id, answer: { status: 201, body: refundToWire(refund) } }
      }),
    )
  })

  app.get<ById>('/v1/refunds/:id', (request, reply) => {
    const account = merchantOf(bank, request)
    return underFaults(bank, reply, 'refund.get', account.id, () => {
      const refund = bank.vault.get('refunds', request.params.id)
      if (refund === undefined || refund.accountId !== account.id) {
        throw new Refusal(404, 'no_such_refund', 'This merchant has no such refund.')
      }
      return { status: 200, body: refundToWire(refund) }
    })
  })
}
