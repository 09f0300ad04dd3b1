import { disputeToWire, paymentToWire, refundToWire } from '../api/wire.ts'
import type { Bank } from '../bank/bank.ts'
import type { Delivery, Payment } from '../bank/records.ts'
import type { Fault } from '../faults/fault-plan.ts'

/** Writes the message that tells a merchant of a change, and whatever the fault plan does to it. */
export function writeMessage(
  bank: Bank,
  type: string,
  payment: Payment,
  about: { refundId?: string; disputeId?: string } = {},
): void {
  const id = bank.chance.id('sbe')
  const refund = about.refundId === undefined ? undefined : bank.vault.get('refunds', about.refundId)
  const dispute = about.disputeId === undefined ? undefined : bank.vault.get('disputes', about.disputeId)
  const body = JSON.stringify({
    id,
    type,
    account: payment.accountId,
    livemode: false,
    created_at: new Date(bank.clock.now()).toISOString(),
    data: {
      payment: paymentToWire(bank, payment),
      refund: refund === undefined ? null : refundToWire(refund),
      dispute: dispute === undefined ? null : disputeToWire(dispute),
    },
  })
  const fault = bank.faults.take('webhook', payment.accountId)
  const now = bank.clock.now()
  const message: Delivery = {
    id,
    accountId: payment.accountId,
    type,
    body,
    createdAt: now,
    state: firstState(bank, payment, fault),
    attempts: 0,
    nextAt: fault?.kind === 'late' ? now + fault.ms : now,
    lastStatus: null,
    wrongSignature: fault?.kind === 'wrong_signature',
    timestampShiftMs: fault?.kind === 'stale' ? -fault.ms : 0,
  }
  bank.vault.put('deliveries', message)
  const copies = fault?.kind === 'duplicate' ? fault.copies : 0
  // A copy is the same message on the wire; only the bank's own note about it has another name.
  for (let copy = 1; copy <= copies; copy += 1) bank.vault.put('deliveries', { ...message, id: `${id}#${copy}` })
}

function firstState(bank: Bank, payment: Payment, fault: Fault | null): Delivery['state'] {
  if (fault?.kind === 'drop') return 'dropped'
  if (fault?.kind === 'hold') return 'held'
  const listens = bank.vault.get('accounts', payment.accountId)?.webhookUrl != null
  return listens ? 'waiting' : 'given_up'
}
