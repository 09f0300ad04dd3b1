import type { Bank } from '../bank/bank.ts'
import { balances, faultsInBooks } from '../bank/books.ts'
import { leftMinor, openDisputeOf } from '../bank/disputes.ts'
import type { Payment } from '../bank/records.ts'
import { refundedMinor } from '../bank/refunded.ts'
import { amountText } from './amounts.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { type Language, type Texts, textsIn } from './texts.ts'

const SHOWN = 50

/** The bank's own view: the latest payments with what can be done to them, and the books. */
export function officePage(bank: Bank, language: Language): string {
  const t = textsIn[language]
  const latest = bank.vault.all('payments').slice(-SHOWN).reverse()
  const none = html`<p class="empty">${t.noPayments}</p>`
  return layout(
    { language, title: t.office, path: '/office', width: 'wide', officeLink: false },
    html`<section class="office"><h1>${t.office}</h1><p>${t.officeIntro}</p>
<h2>${t.payments}</h2>
${latest.length === 0 ? none : html`<ul class="payments">${latest.map(payment => row(bank, payment, language, t))}</ul>`}
</section>
${bookSection(bank, language, t)}`,
  )
}

function row(bank: Bank, payment: Payment, language: Language, t: Texts): Html {
  const merchant = bank.vault.get('accounts', payment.accountId)?.name ?? payment.accountId
  const refunded = refundedMinor(bank, payment.id)
  const note = html`<small>${t.refunded(amountText(refunded, payment.currency, language))}</small>`
  return html`<li>
<div><a href="/pay/${payment.id}?lang=${language}">${payment.orderCode}</a><small>${merchant}</small></div>
<div class="money"><b>${amountText(payment.amountMinor, payment.currency, language)}</b>${refunded > 0n ? note : null}</div>
<span class="state ${payment.state}">${t.shortStates[payment.state]}</span>
<form method="post" action="/office/payments/${payment.id}?lang=${language}">${actions(bank, payment, t)}</form>
</li>`
}

function actions(bank: Bank, payment: Payment, t: Texts): Html[] {
  const button = (action: string, label: string) => html`<button name="action" value="${action}">${label}</button>`
  if (payment.state === 'pending') return [button('settle', t.settle), button('fail', t.fail)]
  if (payment.state !== 'succeeded') return []
  if (openDisputeOf(bank, payment.id)) {
    return [button('dispute_won', t.disputeWon), button('dispute_lost', t.disputeLost)]
  }
  if (leftMinor(bank, payment) <= 0n) return []
  return [button('refund', t.refundFull), button('dispute', t.dispute)]
}

function bookSection(bank: Bank, language: Language, t: Texts): Html {
  const wrong = faultsInBooks(bank)
  const lines = balances(bank).map(
    line =>
      html`<tr><td>${line.account}</td><td class="money">${amountText(line.amountMinor, line.currency, language)}</td></tr>`,
  )
  return html`<section class="office books"><h2>${t.books}</h2>
<p class="verdict ${wrong.length === 0 ? 'good' : 'bad'}">${wrong.length === 0 ? t.booksBalance : t.booksOff}</p>
${wrong.length === 0 ? null : html`<ul>${wrong.map(fault => html`<li>${fault}</li>`)}</ul>`}
<table><thead><tr><th scope="col">${t.account}</th><th scope="col" class="money">${t.balance}</th></tr></thead><tbody>${lines}</tbody></table>
</section>`
}
