import type { FaultPlan } from '../faults/fault-plan.ts'
import type { SandboxOptions } from '../options.ts'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import type { Payment } from './records.ts'
import type { Vault } from './vault.ts'

/** What every operation of the bank works on. */
export type Bank = {
  readonly options: SandboxOptions
  /** Where browsers reach the bank; known once it listens. */
  readonly publicUrl: () => string
  readonly vault: Vault
  readonly clock: Clock
  readonly chance: Chance
  readonly faults: FaultPlan
  /** Writes a message to the merchant; the courier takes it from the vault. */
  readonly notify: (type: string, payment: Payment, about?: { refundId?: string; disputeId?: string }) => void
}

/** A "no" of the bank, answered with this status and code. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function paymentOf(bank: Bank, id: string): Payment {
  const payment = bank.vault.get('payments', id)
  if (payment === undefined) throw new Refusal(404, 'no_such_payment', 'The bank knows no such payment.')
  return payment
}
