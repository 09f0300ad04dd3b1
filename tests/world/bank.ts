import { startSandboxProcess } from '../../apps/server/src/adapters/payments/sandbox/testing/sandbox-process.ts'

type BuyerDoes =
  | 'pay'
  | 'decline'
  | 'insufficient_funds'
  | 'challenge_pass'
  | 'challenge_fail'
  | 'later'
  | 'late'
  | 'cancel'
  | 'settle'
  | 'fail'

export type BankMessage = { id: string; body: string; headers: Record<string, string> }

type Books = {
  balanced: boolean
  faults: string[]
  balances: Array<{ account: string; amount: { amount_minor: string; currency: string } }>
}

/** The practice bank as a process of its own, and the hands of those who use it. */
export type Bank = {
  baseUrl: string
  /** The buyer presses a button on the payment page behind this address. */
  buyer(page: string, does: BuyerDoes): Promise<void>
  /** The payment's time is up now; late or promised money arrives. */
  expire(page: string): Promise<void>
  /** The buyer asks the bank for the money of a payment, or the bank decides. */
  dispute(page: string, state: 'open' | 'won' | 'lost', amountMinor?: string): Promise<void>
  /** A clerk decides a refund, or the buyer's bank sends one back. */
  refund(id: string, state: 'succeeded' | 'failed' | 'returned'): Promise<void>
  /** Holds back webhooks (`hold`), loses them (`drop`), sends them twice (`duplicate`) and so on. */
  fault(fault: { on: string; kind: string; times?: number; copies?: number; add_minor?: string }): Promise<void>
  clearFaults(): Promise<void>
  releaseMessages(order?: 'written' | 'reverse' | 'shuffled'): Promise<void>
  messages(page: string): Promise<BankMessage[]>
  /** All that the bank has to say about a payment reaches the installation, once more where it did before. */
  deliver(page: string, organizerId: string, origin: string): Promise<void>
  /** What the bank itself says it holds for this merchant, or for all together, once its books balance. */
  merchantsHold(currency: string, merchant?: string): Promise<bigint>
} & AsyncDisposable

export async function startBank(): Promise<Bank> {
  const process = await startSandboxProcess()
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${process.baseUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the bank answered ${response.status} to ${method} ${path}: ${text}`)
    return text ? JSON.parse(text) : null
  }
  const messages = async (page: string) => {
    const { data } = (await call('GET', `/control/webhooks?payment=${idOnPage(page)}`)) as { data: BankMessage[] }
    return data
  }
  return {
    baseUrl: process.baseUrl,
    buyer: async (page, does) => {
      await call('POST', `/control/payments/${idOnPage(page)}/buyer`, { does })
    },
    expire: async page => {
      await call('POST', `/control/payments/${idOnPage(page)}/expire`, {})
    },
    dispute: async (page, state, amountMinor) => {
      await call('POST', `/control/payments/${idOnPage(page)}/dispute`, {
        state,
        ...(amountMinor ? { amount_minor: amountMinor } : {}),
      })
    },
    refund: async (id, state) => {
      await call('POST', `/control/refunds/${id}`, { state })
    },
    fault: async fault => {
      await call('POST', '/control/faults', fault)
    },
    clearFaults: async () => {
      await call('DELETE', '/control/faults')
    },
    releaseMessages: async (order = 'written') => {
      await call('POST', '/control/webhooks/release', { order })
    },
    messages,
    deliver: async (page, organizerId, origin) => {
      for (const { body, headers } of await messages(page)) {
        const url = `${origin}/v1/gateways/sandbox/${organizerId}/webhooks`
        const sent = { ...headers, 'content-type': 'application/json' }
        const answer = await fetch(url, { method: 'POST', body, headers: sent })
        if (!answer.ok) throw new Error(`the bank's message was answered ${answer.status}`)
      }
    },
    merchantsHold: async (currency, merchant) => {
      const books = (await call('GET', '/books')) as Books
      if (!books.balanced) throw new Error(`the bank's own books are wrong: ${books.faults.join('; ')}`)
      const account = merchant ? `merchant:${merchant}` : 'merchant:'
      return books.balances
        .filter(balance => balance.account.startsWith(account) && balance.amount.currency === currency)
        .reduce((sum, { amount }) => sum + BigInt(amount.amount_minor), 0n)
    },
    [Symbol.asyncDispose]: () => process.stop(),
  }
}

/** The payment page is `/pay/{id}`. */
function idOnPage(page: string): string {
  const id = /\/pay\/([^/?#]+)/.exec(page)?.[1]
  if (!id) throw new Error(`${page} is no payment page`)
  return id
}
