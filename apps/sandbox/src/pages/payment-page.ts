import type { Bank } from '../bank/bank.ts'
import type { Payment } from '../bank/records.ts'
import { amountText } from './amounts.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { type Language, type Texts, textsIn } from './texts.ts'

export type PaymentView = { readonly bank: Bank; readonly payment: Payment; readonly language: Language }

/** What the buyer sees: the choices, the code to type, or how the payment stands. */
export function paymentPage(view: PaymentView): string {
  const { bank, payment, language } = view
  const t = textsIn[language]
  const merchant = bank.vault.get('accounts', payment.accountId)?.name ?? payment.accountId
  const amount = amountText(payment.amountMinor, payment.currency, language)
  const waiting = payment.state === 'open'
  const step = !waiting
    ? standing(view, t, merchant)
    : payment.challenge !== null
      ? challenge(view, t, merchant, amount)
      : choices(view, t, amount)
  return layout(
    {
      language,
      title: t.payTo(merchant),
      path: `/pay/${payment.id}`,
      width: 'narrow',
      officeLink: bank.options.control,
    },
    html`<section class="slip" aria-labelledby="amount">
<p class="merchant">${merchant}</p>
<h1 id="amount">${amount}</h1>
<p class="what">${payment.description}</p>
<dl>
<div><dt>${t.order}</dt><dd>${payment.orderCode}</dd></div>
${payment.buyerEmail === null ? null : html`<div><dt>${t.receiptTo}</dt><dd>${payment.buyerEmail}</dd></div>`}
${waiting ? html`<div><dt>${t.timeLeft}</dt><dd>${timeLeft(bank, payment, t)}</dd></div>` : null}
</dl>
</section>
<section class="desk">${step}</section>`,
  )
}

function timeLeft(bank: Bank, payment: Payment, t: Texts): string {
  return t.minutesLeft(Math.ceil((payment.expiresAt - bank.clock.now()) / 60_000))
}

function form({ payment, language }: PaymentView, content: Html): Html {
  return html`<form method="post" action="/pay/${payment.id}?lang=${language}">${content}</form>`
}

function option(action: string, title: string, hint: string): Html {
  return html`<li><button name="action" value="${action}"><b>${title}</b><small>${hint}</small></button></li>`
}

function choices(view: PaymentView, t: Texts, amount: string): Html {
  const laterSeconds = Math.round(view.bank.options.laterMs / 1_000)
  return form(
    view,
    html`<button class="primary" name="action" value="pay">${t.pay(amount)}</button>
<p class="hint">${t.payHint}</p>
<h2>${t.otherOutcomes}</h2>
<ul class="outcomes">
${option('challenge', t.challenge, t.challengeHint)}
${option('later', t.later, t.laterHint(laterSeconds))}
${option('late', t.late, t.lateHint)}
${option('decline', t.decline, t.declineHint)}
</ul>
<button class="quiet" name="action" value="cancel">${t.cancel}</button>`,
  )
}

function challenge(view: PaymentView, t: Texts, merchant: string, amount: string): Html {
  const asked = view.payment.challenge
  if (asked === null) return html``
  const wrong = asked.triesLeft < 3
  const error = html`<p class="error" id="wrong" role="alert">${t.codeWrong(asked.triesLeft)}</p>`
  return html`<h2 class="big">${t.challengeTitle}</h2>
<p>${t.challengeText(amount, merchant)}</p>
<aside class="phone" aria-label="${t.phoneTitle}"><b>${t.phoneTitle}</b><span>${t.phoneText} <strong>${asked.code.slice(0, 3)} ${asked.code.slice(3)}</strong></span></aside>
${form(
  view,
  html`<label for="code">${t.codeLabel}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : null}>
${wrong ? error : null}
<button class="primary" name="action" value="answer">${t.confirm}</button>`,
)}
${form(view, html`<button class="quiet" name="action" value="cancel">${t.cancel}</button>`)}`
}

/** Drawn, because not every phone's font has a check mark. */
const MARKS: Readonly<Record<Payment['state'], string>> = {
  open: 'M5 12h14',
  pending: 'M12 5v7l4 3',
  authorized: 'M5 12l5 5 9-10',
  succeeded: 'M5 12l5 5 9-10',
  failed: 'M6 6l12 12M18 6L6 18',
  cancelled: 'M5 12h14',
}

function standing(view: PaymentView, t: Texts, merchant: string): Html {
  const { payment } = view
  const expired = payment.failure?.code === 'expired'
  const back = payment.state === 'cancelled' && !expired ? payment.cancelUrl : payment.returnUrl
  const anyway = html`<ul class="outcomes">${option('late', t.payAnyway, t.payAnywayHint)}</ul>`
  const now = html`<ul class="outcomes">${option('arrive', t.arriveNow, t.stateHints.pending)}</ul>`
  return html`<div class="standing ${payment.state}">
<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${MARKS[payment.state]}"/></svg>
<h2 class="big">${expired ? t.expired : t.states[payment.state]}</h2>
<p>${payment.state === 'pending' ? null : t.stateHints[payment.state]}</p>
</div>
<a class="primary" href="${back}">${t.backToMerchant(merchant)}</a>
${payment.state === 'cancelled' ? form(view, anyway) : null}
${payment.state === 'pending' ? form(view, now) : null}`
}
