import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Bank, Refusal } from '../bank/bank.ts'
import { answerChallenge, startChallenge } from '../bank/challenges.ts'
import { cancelledByBuyer, declined, moneyArrives, payLater, payTooLate } from '../bank/payments.ts'
import type { Payment } from '../bank/records.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { paymentPage } from './payment-page.ts'
import { chooseLanguage, type Language, textsIn } from './texts.ts'

type PageRequest = { Params: { id: string }; Querystring: { lang?: string } }

type Deed = (bank: Bank, payment: Payment, code: string) => Payment

/** The buttons of the page. */
const deeds = {
  pay: (bank, payment) => moneyArrives(bank, mustBe('open', payment)),
  arrive: (bank, payment) => moneyArrives(bank, mustBe('pending', payment)),
  challenge: startChallenge,
  answer: answerChallenge,
  later: payLater,
  late: payTooLate,
  decline: (bank, payment) => declined(bank, payment, { code: 'declined', detail: 'The card was refused.' }),
  cancel: cancelledByBuyer,
} satisfies Record<string, Deed>

const pageForm = z.object({
  action: z.enum(Object.keys(deeds) as (keyof typeof deeds)[]),
  code: z.string().max(20).default(''),
})

function mustBe(state: Payment['state'], payment: Payment): Payment {
  if (payment.state !== state) throw new Refusal(409, 'wrong_state', `The payment is ${payment.state}.`)
  return payment
}

export function paymentPageRoutes(app: FastifyInstance, bank: Bank): void {
  app.get<PageRequest>('/pay/:id', (request, reply) => {
    const payment = bank.vault.get('payments', request.params.id)
    const language = languageOf(request, payment)
    if (payment === undefined) return sendNotFound(bank, reply, language, request.params.id)
    return sendPage(reply, payment, paymentPage({ bank, payment, language }))
  })

  app.post<PageRequest>('/pay/:id', (request, reply) => {
    const payment = bank.vault.get('payments', request.params.id)
    const language = languageOf(request, payment)
    if (payment === undefined) return sendNotFound(bank, reply, language, request.params.id)
    const { action, code } = pageForm.parse(request.body)
    const here = `/pay/${payment.id}?lang=${language}`
    try {
      const after = deeds[action](bank, payment, code)
      const stays = after.state === 'open' && after.challenge !== null
      return reply.redirect(stays ? here : action === 'cancel' ? after.cancelUrl : after.returnUrl, 303)
    } catch (error) {
      // Pressed twice, or too late: the page itself says how the payment stands.
      if (error instanceof Refusal) return reply.redirect(here, 303)
      throw error
    }
  })
}

function languageOf(request: FastifyRequest<PageRequest>, payment: Payment | undefined): Language {
  return chooseLanguage(request.query.lang, payment?.locale, request.headers['accept-language'])
}

function sendPage(reply: FastifyReply, payment: Payment, page: string) {
  // Browsers check form-action again when a form's answer redirects, so the shop's origins have to be named.
  const shops = [payment.returnUrl, payment.cancelUrl].map(url => new URL(url).origin)
  return reply
    .header('content-security-policy', contentPolicy([...new Set(shops)].join(' ')))
    .type('text/html; charset=utf-8')
    .send(page)
}

export function contentPolicy(formTargets = ''): string {
  return `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ${formTargets}; base-uri 'none'; frame-ancestors 'none'`
}

function sendNotFound(bank: Bank, reply: FastifyReply, language: Language, id: string) {
  const t = textsIn[language]
  const page = layout(
    {
      language,
      title: t.notFoundTitle,
      path: `/pay/${encodeURIComponent(id)}`,
      width: 'narrow',
      officeLink: bank.options.control,
    },
    html`<section class="desk lone"><h1>${t.notFoundTitle}</h1><p>${t.notFoundText}</p></section>`,
  )
  return reply.code(404).header('content-security-policy', contentPolicy()).type('text/html; charset=utf-8').send(page)
}
