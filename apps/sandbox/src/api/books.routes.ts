import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.ts'
import { balances, faultsInBooks } from '../bank/books.ts'

/** The oracle for audits: what the bank says happened, whatever the merchant believes. */
export function bookRoutes(app: FastifyInstance, bank: Bank): void {
  app.get('/books', () => {
    const faults = faultsInBooks(bank)
    return {
      balanced: faults.length === 0,
      faults,
      balances: balances(bank).map(line => ({
        account: line.account,
        amount: { amount_minor: line.amountMinor.toString(), currency: line.currency },
      })),
    }
  })

  app.get('/books/entries', () => ({
    data: bank.vault.all('entries').map(entry => ({
      id: entry.id,
      at: new Date(entry.at).toISOString(),
      why: entry.why,
      payment: entry.paymentId,
      lines: entry.lines.map(line => ({
        account: line.account,
        amount: { amount_minor: line.amountMinor.toString(), currency: entry.currency },
      })),
    })),
  }))
}
