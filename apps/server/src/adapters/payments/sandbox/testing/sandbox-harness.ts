import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { GatewayCall, GatewayHarness } from '../../../../modules/sales/payments/testing/gateway-harness.ts'
import { registerSandboxAccount } from '../register-account.ts'
import { createSandboxGateway } from '../sandbox.ts'
import type { SandboxConfig } from '../sandbox-client.ts'
import { startSandboxProcess } from './sandbox-process.ts'

const messageList = z.object({
  data: z.array(z.object({ id: z.string(), body: z.string(), headers: z.record(z.string(), z.string()) })),
})
const paymentList = z.object({
  data: z.array(z.object({ id: z.string(), attempt_id: z.string(), captured: z.object({ amount_minor: z.string() }) })),
})
const entryList = z.object({
  data: z.array(
    z.object({
      payment: z.string(),
      lines: z.array(z.object({ account: z.string(), amount: z.object({ amount_minor: z.string() }) })),
    }),
  ),
})

const FAULT_POINTS = { create: 'payment.create', capture: 'payment.capture', refund: 'refund.create' } as const

export async function startSandboxHarness(): Promise<GatewayHarness> {
  const bank = await startSandboxProcess()
  const config = merchant(bank.baseUrl)
  const other = merchant(bank.baseUrl)
  await registerSandboxAccount(config, { name: 'Lakeside Festival', webhookUrl: null })
  await registerSandboxAccount(other, { name: 'Harbour Theatre', webhookUrl: null })

  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${bank.baseUrl}${path}`, sent)
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const buyer = (does: string) => async (reference: string) => {
    await control(`/control/payments/${reference}/buyer`, { does })
  }
  const fault = async (on: string, kind: string, more: object = {}) => {
    await control('/control/faults', { on, kind, account: config.account, ...more })
  }
  const at = (call: GatewayCall) => FAULT_POINTS[call]

  return {
    gateway: createSandboxGateway(config),
    otherMerchant: createSandboxGateway(other),
    impostor: createSandboxGateway({ ...config, key: other.key.replace('key_', 'not_') }),
    buyer: {
      pays: buyer('pay'),
      isDeclined: buyer('decline'),
      paysLater: buyer('later'),
      laterMoneyArrives: buyer('settle'),
      laterMoneyFails: buyer('fail'),
      paysTooLate: async reference => {
        await buyer('late')(reference)
        await control(`/control/payments/${reference}/expire`, {})
      },
    },
    clerk: {
      refunds: async (reference, amount) => {
        await control(`/control/payments/${reference}/refund`, { amount_minor: amount.amountMinor.toString() })
      },
      opensDispute: async reference => {
        await control(`/control/payments/${reference}/dispute`, { state: 'open' })
      },
      decidesDispute: async (reference, state) => {
        await control(`/control/payments/${reference}/dispute`, { state })
      },
      returnsRefund: async reference => {
        await control(`/control/refunds/${reference}`, { state: 'returned' })
      },
      decidesRefund: async (reference, state) => {
        await control(`/control/refunds/${reference}`, { state })
      },
    },
    luck: {
      losesAnswer: call => fault(at(call), 'timeout_after'),
      isDown: call => fault(at(call), 'error_before'),
      talksNonsense: call => fault(at(call), 'malformed'),
      takesOtherAmount: addMinor => fault('payment.pay', 'amount_mismatch', { add_minor: addMinor.toString() }),
      refundStaysPending: () => fault('refund.settle', 'stay_pending'),
    },
    messages: async (reference, mischief = {}) => {
      const query = new URLSearchParams({
        payment: reference,
        wrong_signature: String(mischief.forged ?? false),
        timestamp_shift_ms: String(-(mischief.ageMs ?? 0)),
      })
      const { data } = messageList.parse(await control(`/control/webhooks?${query.toString()}`))
      return data.map(({ body, headers }) => ({ rawBody: Buffer.from(body), headers }))
    },
    book: async attemptId => {
      const headers = { authorization: `Bearer ${config.key}` }
      const query = new URLSearchParams({ attempt_id: attemptId })
      const answer = await fetch(`${bank.baseUrl}/v1/payments?${query.toString()}`, { headers })
      const { data } = paymentList.parse(await answer.json())
      const ids = new Set(data.map(payment => payment.id))
      const entries = entryList.parse(await control('/books/entries')).data.filter(entry => ids.has(entry.payment))
      const moves = entries.map(entry => sumOf(entry.lines, `merchant:${config.account}`))
      const taken = moves.filter(move => move > 0n).reduce((sum, move) => sum + move, 0n)
      const back = moves.filter(move => move < 0n).reduce((sum, move) => sum - move, 0n)
      return { payments: ids.size, takenMinor: taken, givenBackMinor: back }
    },
    close: bank.stop,
  }
}

function sumOf(lines: z.infer<typeof entryList>['data'][number]['lines'], account: string): bigint {
  return lines
    .filter(line => line.account === account)
    .reduce((sum, line) => sum + BigInt(line.amount.amount_minor), 0n)
}

function merchant(baseUrl: string): SandboxConfig {
  return {
    baseUrl,
    account: `acct-${randomUUID()}`,
    key: `key_${randomBytes(16).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
    timeoutMs: 1_000,
  }
}
