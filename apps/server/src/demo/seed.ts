import type { Logger } from 'pino'
import type { Events } from '../modules/catalog/events/public.ts'
import type { Products } from '../modules/catalog/products/public.ts'
import type { Identity } from '../modules/people/identity/public.ts'
import type { Organizers } from '../modules/people/organizers/public.ts'
import type { InventoryModule } from '../modules/sales/inventory/module.ts'
import type { OrdersModule } from '../modules/sales/orders/module.ts'
import type { Payments } from '../modules/sales/payments/public.ts'
import type { Db } from '../platform/db/db.ts'
import { demoContent } from './content/demo-content.ts'
import type { DemoMember, DemoOrganizer } from './content/shapes.ts'
import { type DoorStaff, makeEvent } from './make-event.ts'
import { makeOrders } from './make-orders.ts'
import { makeOrganizer } from './make-organizer.ts'

/** What the demo is made with: the same use cases as any organizer's click and any buyer's. */
export type DemoDeps = {
  db: Db
  log: Logger
  identity: Identity
  organizers: Organizers & {
    update(organizerId: string, version: number, change: object, actor: unknown): Promise<unknown>
  }
  events: Events
  products: Products
  inventory: InventoryModule
  orders: OrdersModule
  payments: Payments
  doors: DoorStaff
  /** Opens an account at the sandbox bank for an organizer; null where there is no sandbox, and the demo has free orders only. */
  sandbox: SandboxBank | null
}

export type SandboxBank = {
  open(organizerId: string): Promise<void>
  /** What the buyer does on the bank's page. */
  buyer(reference: string, does: 'pay' | 'decline' | 'later' | 'late'): Promise<void>
}

/** Every account of the demo has it; it is printed, and the demo refuses to run under https. */
export const DEMO_PASSWORD = 'open doors on a summer evening'

export type LogIn = { organizer: string; role: string; name: string; email: string }

/** Makes the demo, unless it is there. Answers who can sign in. */
export async function seedDemo(deps: DemoDeps, now: Date): Promise<LogIn[]> {
  for (const content of demoContent.organizers) {
    const known = await deps.organizers.bySlug(content.slug)
    if (!known) await seedOrganizer(deps, content, now)
  }
  return demoContent.organizers.flatMap(organizer => organizer.team.map(member => logIn(organizer, member)))
}

const logIn = (organizer: DemoOrganizer, { role, name, email }: DemoMember): LogIn => ({
  organizer: organizer.name,
  role,
  name,
  email,
})

async function seedOrganizer(deps: DemoDeps, content: DemoOrganizer, now: Date) {
  const started = performance.now()
  const made = await makeOrganizer(deps, content)
  await deps.sandbox?.open(made.organizerId)
  for (const event of content.events) {
    const stage = await makeEvent(deps, made, event, now)
    await makeOrders(deps, made, stage, demoContent.buyers, now)
    await stage.finish()
  }
  await made.addLimitedMembers()
  deps.log.info(
    { organizer: content.name, seconds: Math.round((performance.now() - started) / 1000) },
    'demo organizer made',
  )
}
