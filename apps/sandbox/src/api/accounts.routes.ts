import type { FastifyInstance } from 'fastify'
import { type Bank, Refusal } from '../bank/bank.ts'
import { sameSecret } from './merchant.ts'
import { accountBody, accountId } from './schemas.ts'

/**
 * A merchant opens an account by choosing its secrets, and changes it by proving that it knows the key. Calling it at
 * every start is fine, so a bank without a file can be restarted under a running Tessera.
 */
export function accountRoutes(app: FastifyInstance, bank: Bank): void {
  app.put<{ Params: { id: string } }>('/v1/accounts/:id', (request, reply) => {
    const id = accountId.parse(request.params.id)
    const body = accountBody.parse(request.body)
    const known = bank.vault.get('accounts', id)
    const proof = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? body.key
    if (known !== undefined && !sameSecret(known.key, proof)) {
      throw new Refusal(403, 'account_taken', 'This account has another key.')
    }
    if (bank.vault.all('accounts').some(other => other.id !== id && sameSecret(other.key, body.key))) {
      throw new Refusal(409, 'key_taken', 'Another account uses this key.')
    }
    const account = bank.vault.put('accounts', {
      id,
      name: body.name,
      key: body.key,
      webhookUrl: body.webhook_url,
      webhookSecret: body.webhook_secret,
    })
    return reply.code(known === undefined ? 201 : 200).send({
      id: account.id,
      name: account.name,
      webhook_url: account.webhookUrl,
      livemode: false,
    })
  })
}
