import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Bank, Refusal } from '../bank/bank.ts'
import type { Delivery } from '../bank/records.ts'
import { type Courier, envelope } from './courier.ts'

/** The last two sign the shown messages as a forger or a replay would, without sending anything. */
const listQuery = z.strictObject({
  account: z.string().optional(),
  payment: z.string().optional(),
  wrong_signature: z.stringbool().default(false),
  timestamp_shift_ms: z.coerce.number().int().default(0),
})
const releaseBody = z.strictObject({ order: z.enum(['written', 'reverse', 'shuffled']).default('written') })
const resendBody = z.strictObject({
  copies: z.number().int().min(1).max(1_000).default(1),
  wrong_signature: z.boolean().default(false),
  timestamp_shift_ms: z.number().int().default(0),
})

/** The post room, for tests: read what was sent, let held messages go in another order, send one again. */
export function messageRoutes(app: FastifyInstance, bank: Bank, courier: Courier): void {
  app.get('/control/webhooks', request => {
    const { account, payment, ...mischief } = listQuery.parse(request.query)
    const shown = bank.vault
      .all('deliveries')
      .filter(message => account === undefined || message.accountId === account)
      .filter(message => payment === undefined || message.body.includes(`"${payment}"`))
    return { data: shown.map(message => toWire(bank, spoiled(message, mischief))) }
  })

  app.post('/control/webhooks/release', async request => {
    const { order } = releaseBody.parse(request.body ?? {})
    const held = bank.vault.all('deliveries').filter(message => message.state === 'held')
    if (order === 'reverse') held.reverse()
    if (order === 'shuffled') shuffle(bank, held)
    for (const message of held) {
      bank.vault.put('deliveries', { ...message, state: 'waiting', nextAt: bank.clock.now() })
      // One after the other, or the order would be luck.
      await courier.run()
    }
    return { released: held.length }
  })

  app.post<{ Params: { id: string } }>('/control/webhooks/:id/resend', async request => {
    const body = resendBody.parse(request.body ?? {})
    const message = bank.vault.get('deliveries', request.params.id)
    if (message === undefined) throw new Refusal(404, 'no_such_message', 'The bank wrote no such message.')
    const name = message.id.replace(/#\d+$/, '')
    for (let copy = 0; copy < body.copies; copy += 1) {
      bank.vault.put('deliveries', {
        ...message,
        id: `${name}#${bank.vault.all('deliveries').length}`,
        state: 'waiting',
        attempts: 0,
        nextAt: bank.clock.now(),
        lastStatus: null,
        wrongSignature: body.wrong_signature,
        timestampShiftMs: body.timestamp_shift_ms,
      })
    }
    await courier.run()
    return { sent: body.copies }
  })
}

function shuffle(bank: Bank, messages: Delivery[]): void {
  const ranked = messages.map(message => ({ message, rank: bank.chance.dice() })).sort((a, b) => a.rank - b.rank)
  messages.splice(0, messages.length, ...ranked.map(({ message }) => message))
}

function spoiled(message: Delivery, mischief: { wrong_signature: boolean; timestamp_shift_ms: number }): Delivery {
  return {
    ...message,
    wrongSignature: message.wrongSignature || mischief.wrong_signature,
    timestampShiftMs: message.timestampShiftMs + mischief.timestamp_shift_ms,
  }
}

function toWire(bank: Bank, message: Delivery) {
  const account = bank.vault.get('accounts', message.accountId)
  return {
    id: message.id,
    account: message.accountId,
    type: message.type,
    state: message.state,
    attempts: message.attempts,
    last_status: message.lastStatus,
    created_at: new Date(message.createdAt).toISOString(),
    body: message.body,
    headers: account === undefined ? null : envelope(bank, message, account).headers,
  }
}
