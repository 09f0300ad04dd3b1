import type { FastifyInstance } from 'fastify'
import { Refusal } from './bank/bank.ts'
import type { SandboxOptions } from './options.ts'

/**
 * Any web page that a developer visits can send forms to their loopback, and a rebound name can even read the answers.
 * So a browser's cross-site post is refused, and so is a host name that is not ours.
 */
export function refuseStrangers(app: FastifyInstance, options: SandboxOptions): void {
  const ours = new Set(['127.0.0.1', 'localhost', '[::1]', options.host])
  if (options.publicUrl !== null) ours.add(new URL(options.publicUrl).hostname)
  app.addHook('onRequest', async request => {
    if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site') {
      throw new Refusal(403, 'cross_site', 'Another site may not do this.')
    }
    if (!ours.has(request.hostname)) throw new Refusal(421, 'other_host', 'The bank does not answer under this name.')
  })
}
