import { readFileSync } from 'node:fs'
import fastify, { type FastifyInstance } from 'fastify'
import { accountRoutes } from './api/accounts.routes.ts'
import { bookRoutes } from './api/books.routes.ts'
import { paymentRoutes } from './api/payments.routes.ts'
import { refundRoutes } from './api/refunds.routes.ts'
import { answerRefusals } from './api/refusals.ts'
import type { Bank } from './bank/bank.ts'
import { createChance } from './bank/chance.ts'
import { systemClock } from './bank/clock.ts'
import { letTimePass } from './bank/payments.ts'
import { openVault } from './bank/vault.ts'
import { controlRoutes } from './faults/control.routes.ts'
import { createFaultPlan } from './faults/fault-plan.ts'
import { refuseStrangers } from './guard.ts'
import type { SandboxOptions } from './options.ts'
import { officeRoutes } from './pages/office.routes.ts'
import { paymentPageRoutes } from './pages/payment.routes.ts'
import { createCourier } from './webhooks/courier.ts'
import { messageRoutes } from './webhooks/messages.routes.ts'
import { writeMessage } from './webhooks/messages.ts'

const TICK_MS = 100

/** The bank as a web server, wired but not yet listening. Closing it stops its clock and its courier. */
export function createSandbox(options: SandboxOptions): FastifyInstance {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 })
  // With port 0 the system picks one, so the page's address is only known when somebody asks for it.
  const bank = openBank(options, () => options.publicUrl ?? app.listeningOrigin)
  const courier = createCourier(bank)

  answerRefusals(app)
  refuseStrangers(app, options)
  acceptForms(app)
  app.addHook('onRequest', async () => letTimePass(bank))

  app.get('/healthz', () => ({ status: 'ok' }))
  assets(app)
  accountRoutes(app, bank)
  paymentRoutes(app, bank)
  refundRoutes(app, bank)
  paymentPageRoutes(app, bank)
  if (options.control) {
    bookRoutes(app, bank)
    officeRoutes(app, bank)
    controlRoutes(app, bank)
    messageRoutes(app, bank, courier)
  }

  const tick = setInterval(() => {
    letTimePass(bank)
    void courier.run()
  }, TICK_MS)
  app.addHook('onClose', async () => {
    clearInterval(tick)
    bank.vault.close()
  })
  return app
}

function openBank(options: SandboxOptions, publicUrl: () => string): Bank {
  const vault = openVault(options.file)
  const chance = createChance(options.seed, vault.drawnBefore)
  vault.countDraws(chance.drawn)
  const bank: Bank = {
    options,
    publicUrl,
    vault,
    chance,
    clock: systemClock,
    faults: createFaultPlan(chance),
    notify: (type, payment, about) => writeMessage(bank, type, payment, about),
  }
  return bank
}

function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
}

function assets(app: FastifyInstance): void {
  const files = [
    ['page.css', 'text/css; charset=utf-8'],
    ['mark.svg', 'image/svg+xml'],
    ['dunes.svg', 'image/svg+xml'],
  ] as const
  for (const [name, type] of files) {
    const content = readFileSync(new URL(`pages/${name}`, import.meta.url))
    app.get(`/assets/${name}`, (_request, reply) =>
      reply.type(type).header('x-content-type-options', 'nosniff').send(content),
    )
  }
}
