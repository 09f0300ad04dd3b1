import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Bank, paymentOf, Refusal } from '../bank/bank.ts'
import { closeDispute, leftMinor, openDispute, openDisputeOf } from '../bank/disputes.ts'
import { declined, moneyArrives } from '../bank/payments.ts'
import type { Payment } from '../bank/records.ts'
import { makeRefund } from '../bank/refunds.ts'
import { officePage } from './office-page.ts'
import { contentPolicy } from './payment.routes.ts'
import { chooseLanguage } from './texts.ts'

type OfficeRequest = { Params: { id: string }; Querystring: { lang?: string } }

const officeForm = z.object({
  action: z.enum(['settle', 'fail', 'refund', 'dispute', 'dispute_won', 'dispute_lost']),
})

/** The back office: what someone with a log-in at the bank does behind the merchant's back. */
export function officeRoutes(app: FastifyInstance, bank: Bank): void {
  app.get<{ Querystring: { lang?: string } }>('/office', (request, reply) =>
    reply
      .header('content-security-policy', contentPolicy())
      .type('text/html; charset=utf-8')
      .send(officePage(bank, languageOf(request))),
  )

  app.post<OfficeRequest>('/office/payments/:id', (request, reply) => {
    const { action } = officeForm.parse(request.body)
    try {
      act(bank, paymentOf(bank, request.params.id), action)
    } catch (error) {
      // Pressed twice, or overtaken: the page that follows shows how things stand.
      if (!(error instanceof Refusal)) throw error
    }
    return reply.redirect(`/office?lang=${languageOf(request)}`, 303)
  })
}

function act(bank: Bank, payment: Payment, action: z.infer<typeof officeForm>['action']): void {
  if (action === 'settle') moneyArrives(bank, payment)
  if (action === 'fail') declined(bank, payment, { code: 'declined', detail: 'The transfer did not arrive.' })
  if (action === 'refund') {
    makeRefund(bank, payment, { refundId: null, amountMinor: leftMinor(bank, payment) })
  }
  if (action === 'dispute') openDispute(bank, payment)
  const dispute = openDisputeOf(bank, payment.id)
  if (dispute !== null && action === 'dispute_won') closeDispute(bank, dispute, 'won')
  if (dispute !== null && action === 'dispute_lost') closeDispute(bank, dispute, 'lost')
}

function languageOf(request: FastifyRequest<{ Querystring: { lang?: string } }>) {
  return chooseLanguage(request.query.lang, request.headers['accept-language'])
}
