import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { disputeToWire, paymentToWire, refundToWire } from '../api/wire.ts'
import { type Bank, paymentOf, Refusal } from '../bank/bank.ts'
import { answerChallenge, startChallenge } from '../bank/challenges.ts'
import { closeDispute, leftMinor, openDispute, openDisputeOf } from '../bank/disputes.ts'
import { cancelledByBuyer, declined, moneyArrives, payLater, payTooLate, timeIsUp } from '../bank/payments.ts'
import type { Payment } from '../bank/records.ts'
import { bounceRefund, failRefund, makeRefund, settleRefund } from '../bank/refunds.ts'
import { faultBody } from './fault.schemas.ts'
import type { Fault } from './fault-plan.ts'

type ById = { Params: { id: string } }

/** What a test does in place of buyers, clerks, time and bad luck. */
export function controlRoutes(app: FastifyInstance, bank: Bank): void {
  app.post('/control/faults', (request, reply) => {
    const { add_minor, ...fault } = faultBody.parse(request.body)
    return reply.code(201).send(faultToWire(bank.faults.add({ ...fault, addMinor: BigInt(add_minor) })))
  })
  app.get('/control/faults', () => ({ data: bank.faults.all().map(faultToWire) }))
  app.delete('/control/faults', (_request, reply) => {
    bank.faults.clear()
    return reply.code(204).send()
  })

  app.post('/control/reset', (_request, reply) => {
    bank.vault.clear()
    bank.faults.clear()
    return reply.code(204).send()
  })

  app.post<ById>('/control/payments/:id/buyer', request => {
    const { does } = buyerBody.parse(request.body)
    return paymentToWire(bank, deeds[does](bank, paymentOf(bank, request.params.id)))
  })

  app.post<ById>('/control/payments/:id/expire', request => {
    timeIsUp(bank, paymentOf(bank, request.params.id))
    return paymentToWire(bank, paymentOf(bank, request.params.id))
  })

  app.post<ById>('/control/payments/:id/refund', (request, reply) => {
    const { amount_minor } = z
      .strictObject({ amount_minor: z.string().regex(/^\d+$/).optional() })
      .parse(request.body ?? {})
    const payment = paymentOf(bank, request.params.id)
    const amountMinor = amount_minor === undefined ? leftMinor(bank, payment) : BigInt(amount_minor)
    return reply.code(201).send(refundToWire(makeRefund(bank, payment, { refundId: null, amountMinor })))
  })

  app.post<ById>('/control/payments/:id/dispute', request => {
    const { state, amount_minor } = disputeBody.parse(request.body)
    const payment = paymentOf(bank, request.params.id)
    const wished = amount_minor === undefined ? null : BigInt(amount_minor)
    if (state === 'open') return disputeToWire(openDispute(bank, payment, wished))
    const dispute = openDisputeOf(bank, payment.id)
    if (dispute === null) throw new Refusal(404, 'no_such_dispute', 'No dispute of this payment is open.')
    return disputeToWire(closeDispute(bank, dispute, state))
  })

  app.post<ById>('/control/refunds/:id', request => {
    const { state } = z.strictObject({ state: z.enum(['succeeded', 'failed', 'returned']) }).parse(request.body)
    const refund = bank.vault.get('refunds', request.params.id)
    if (refund === undefined) throw new Refusal(404, 'no_such_refund', 'The bank knows no such refund.')
    if (state === 'returned') return refundToWire(bounceRefund(bank, refund))
    return refundToWire(state === 'succeeded' ? settleRefund(bank, refund) : failRefund(bank, refund))
  })
}

type Deed = (bank: Bank, payment: Payment) => Payment

const refuse =
  (code: string, detail: string): Deed =>
  (bank, payment) =>
    declined(bank, payment, { code, detail })

const deeds = {
  pay: moneyArrives,
  settle: moneyArrives,
  decline: refuse('declined', 'The card was refused.'),
  insufficient_funds: refuse('insufficient_funds', 'There is not enough on the account.'),
  fail: refuse('declined', 'The transfer did not arrive.'),
  challenge_pass: (bank, payment) => {
    const asked = startChallenge(bank, payment)
    return answerChallenge(bank, asked, asked.challenge?.code ?? '')
  },
  challenge_fail: (bank, payment) => {
    let asked = startChallenge(bank, payment)
    while (asked.state === 'open') asked = answerChallenge(bank, asked, '-')
    return asked
  },
  later: payLater,
  late: payTooLate,
  cancel: cancelledByBuyer,
} satisfies Record<string, Deed>

const disputeBody = z.strictObject({
  state: z.enum(['open', 'won', 'lost']),
  amount_minor: z.string().regex(/^\d+$/).optional(),
})

const buyerBody = z.strictObject({ does: z.enum(Object.keys(deeds) as (keyof typeof deeds)[]) })

function faultToWire({ addMinor, ...fault }: Fault) {
  return { ...fault, add_minor: addMinor.toString() }
}
