import type { DisputeMoney, JournalLine, MoneyParts } from './public.ts'

/** Accounts are few and speak for themselves; taxes have one each, by their code. */
export const accounts = {
  gateway: (name: string) => `gateway:${name}`,
  sales: 'sales',
  fees: 'fees',
  tax: (code: string) => `tax:${code}`,
  refundsPayable: 'refunds_payable',
  unallocated: 'unallocated',
  disputed: (gateway: string) => `disputed:${gateway}`,
  disputeFees: 'dispute_fees',
  disputeLosses: 'dispute_losses',
} as const

export function totalOfParts(parts: MoneyParts): bigint {
  const taxes = [...parts.taxes, ...parts.feeTaxes].reduce((sum, tax) => sum + tax.amountMinor, 0n)
  return parts.netMinor + parts.feeNetMinor + taxes
}

/** What the organizer earns and owes the tax office, as credits (`sign` -1, a sale) or debits (`sign` 1, a refund). */
function earnings(parts: MoneyParts, sign: 1n | -1n): JournalLine[] {
  const byCode = new Map<string, bigint>()
  for (const tax of [...parts.taxes, ...parts.feeTaxes])
    byCode.set(tax.code, (byCode.get(tax.code) ?? 0n) + tax.amountMinor)
  return [
    { account: accounts.sales, amountMinor: sign * parts.netMinor },
    { account: accounts.fees, amountMinor: sign * parts.feeNetMinor },
    ...[...byCode].map(([code, amountMinor]) => ({ account: accounts.tax(code), amountMinor: sign * amountMinor })),
  ]
}

export function saleLines(gateway: string, parts: MoneyParts): JournalLine[] {
  return balanced([{ account: accounts.gateway(gateway), amountMinor: totalOfParts(parts) }, ...earnings(parts, -1n)])
}

export function refundLines(amountMinor: bigint, parts: MoneyParts | null): JournalLine[] {
  const given = parts ? earnings(parts, 1n) : [{ account: accounts.unallocated, amountMinor }]
  return balanced([...given, { account: accounts.refundsPayable, amountMinor: -amountMinor }])
}

/** A refund's own lines, the other way round. */
export function refundReversedLines(amountMinor: bigint, parts: MoneyParts | null): JournalLine[] {
  return refundLines(amountMinor, parts).map(line => ({ ...line, amountMinor: -line.amountMinor }))
}

export function refundSettledLines(
  gateway: string,
  amountMinor: bigint,
  outOf: 'gateway' | 'disputed' = 'gateway',
): JournalLine[] {
  return balanced([
    { account: accounts.refundsPayable, amountMinor },
    { account: accounts[outOf](gateway), amountMinor: -amountMinor },
  ])
}

export function disputeLines(gateway: string, { withdrawnMinor, feeMinor, lossMinor }: DisputeMoney): JournalLine[] {
  return balanced([
    { account: accounts.disputed(gateway), amountMinor: withdrawnMinor - lossMinor },
    { account: accounts.disputeFees, amountMinor: feeMinor },
    { account: accounts.disputeLosses, amountMinor: lossMinor },
    { account: accounts.gateway(gateway), amountMinor: -withdrawnMinor - feeMinor },
  ])
}

export function unallocatedLines(gateway: string, amountMinor: bigint): JournalLine[] {
  return balanced([
    { account: accounts.gateway(gateway), amountMinor },
    { account: accounts.unallocated, amountMinor: -amountMinor },
  ])
}

/** Drops empty lines. An entry that does not balance is a bug of the caller; the database would refuse it at commit anyway. */
function balanced(lines: JournalLine[]): JournalLine[] {
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0n)
  if (sum !== 0n) throw new Error(`a journal entry is out of balance by ${sum}`)
  return lines.filter(line => line.amountMinor !== 0n)
}
