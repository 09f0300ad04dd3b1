import type { Bank } from '../bank/bank.ts'
import type { Account, Delivery } from '../bank/records.ts'
import { sign } from './signature.ts'

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000]
const ANSWER_WITHIN_MS = 5_000

/** Takes waiting messages from the vault to the merchants, again and again until one says 2xx or patience ends. */
export type Courier = {
  /** Sends what is due; returns when each has been tried once. */
  run(): Promise<void>
}

export function createCourier(bank: Bank): Courier {
  const underway = new Set<string>()

  async function deliver(message: Delivery, account: Account, url: string): Promise<void> {
    underway.add(message.id)
    try {
      const status = await send(bank, message, account, url)
      // The control API may have changed the note meanwhile, and a reset bank has forgotten it.
      const current = bank.vault.get('deliveries', message.id)
      if (current !== undefined) bank.vault.put('deliveries', afterAttempt(bank, current, status))
    } finally {
      underway.delete(message.id)
    }
  }

  return {
    run: async () => {
      const now = bank.clock.now()
      const due = bank.vault.live('deliveries').filter(message => message.nextAt <= now && !underway.has(message.id))
      await Promise.all(
        due.flatMap(message => {
          const account = bank.vault.get('accounts', message.accountId)
          return account?.webhookUrl ? [deliver(message, account, account.webhookUrl)] : []
        }),
      )
    },
  }
}

/** The headers and body of a message, as they go over the wire. */
export function envelope(bank: Bank, message: Delivery, account: Account) {
  const id = message.id.replace(/#\d+$/, '')
  const timestamp = Math.floor((bank.clock.now() + message.timestampShiftMs) / 1_000)
  const secret = message.wrongSignature ? 'whsec_bm90IHRoZSBzZWNyZXQ=' : account.webhookSecret
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': sign(secret, id, timestamp, message.body),
    },
    body: message.body,
  }
}

async function send(bank: Bank, message: Delivery, account: Account, url: string): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...envelope(bank, message, account),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}

function afterAttempt(bank: Bank, message: Delivery, status: number | null): Delivery {
  const attempts = message.attempts + 1
  const told = { ...message, attempts, lastStatus: status }
  if (status !== null && status >= 200 && status < 300) return { ...told, state: 'delivered' }
  const wait = RETRY_AFTER_MS[attempts - 1]
  return wait === undefined ? { ...told, state: 'given_up' } : { ...told, nextAt: bank.clock.now() + wait }
}
