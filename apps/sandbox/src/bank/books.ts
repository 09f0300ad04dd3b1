import type { Bank } from './bank.ts'
import type { Entry, Payment } from './records.ts'

/**
 * The bank's double-entry books, kept apart from payment states so that the two can be compared. Accounts:
 * `buyers` (what left their cards, negative), `merchant:<id>`, `reserved:<id>` (authorized, not taken),
 * `refunding:<id>` (on the way back), `disputed:<id>`, `fees` (what the bank has kept).
 */
export type BookLines = Readonly<Record<string, bigint>>

export function enter(bank: Bank, payment: Payment, why: string, lines: BookLines): void {
  const entry: Entry = {
    id: bank.chance.id('sbj'),
    at: bank.clock.now(),
    why,
    paymentId: payment.id,
    currency: payment.currency,
    lines: Object.entries(lines)
      .filter(([, amountMinor]) => amountMinor !== 0n)
      .map(([account, amountMinor]) => ({ account, amountMinor })),
  }
  const sum = entry.lines.reduce((total, line) => total + line.amountMinor, 0n)
  if (sum !== 0n) throw new Error(`entry "${why}" is off by ${sum}`)
  bank.vault.put('entries', entry)
}

export type Balance = { readonly account: string; readonly currency: string; readonly amountMinor: bigint }

export function balances(bank: Bank): Balance[] {
  const totals = new Map<string, Balance>()
  for (const entry of bank.vault.all('entries')) {
    for (const line of entry.lines) {
      const key = `${line.account} ${entry.currency}`
      const before = totals.get(key)?.amountMinor ?? 0n
      totals.set(key, { account: line.account, currency: entry.currency, amountMinor: before + line.amountMinor })
    }
  }
  return [...totals.values()].sort((a, b) => `${a.currency}${a.account}`.localeCompare(`${b.currency}${b.account}`))
}

/** Every reason why the books are wrong; an empty list means that they balance and agree with the payments. */
export function faultsInBooks(bank: Bank): string[] {
  const found: string[] = []
  for (const entry of bank.vault.all('entries')) {
    const sum = entry.lines.reduce((total, line) => total + line.amountMinor, 0n)
    if (sum !== 0n) found.push(`entry ${entry.id} is off by ${sum} ${entry.currency}`)
  }
  const booked = new Map<string, bigint>()
  for (const { account, currency, amountMinor } of balances(bank)) booked.set(`${account} ${currency}`, amountMinor)
  for (const [key, expected] of expectedBalances(bank)) {
    const actual = booked.get(key) ?? 0n
    if (actual !== expected) found.push(`${key}: the books say ${actual}, the payments say ${expected}`)
  }
  return found
}

/** The same balances derived from payments, refunds and disputes instead of from the entries. */
function expectedBalances(bank: Bank): Map<string, bigint> {
  const totals = new Map<string, bigint>()
  const add = (account: string, currency: string, amountMinor: bigint) => {
    const key = `${account} ${currency}`
    totals.set(key, (totals.get(key) ?? 0n) + amountMinor)
  }
  for (const payment of bank.vault.all('payments')) {
    const { accountId, currency, authorizedMinor, capturedMinor } = payment
    add('buyers', currency, -(authorizedMinor + capturedMinor))
    add(`reserved:${accountId}`, currency, authorizedMinor)
    add(`merchant:${accountId}`, currency, capturedMinor)
  }
  for (const { accountId, currency, amountMinor, state } of bank.vault.all('refunds')) {
    if (state === 'failed') continue
    add(`merchant:${accountId}`, currency, -amountMinor)
    add(state === 'pending' ? `refunding:${accountId}` : 'buyers', currency, amountMinor)
  }
  for (const { accountId, currency, amountMinor, feeMinor = 0n, state } of bank.vault.all('disputes')) {
    add(`merchant:${accountId}`, currency, -feeMinor)
    add('fees', currency, feeMinor)
    if (state === 'won') continue
    add(`merchant:${accountId}`, currency, -amountMinor)
    add(state === 'open' ? `disputed:${accountId}` : 'buyers', currency, amountMinor)
  }
  return totals
}
