import type { Logger } from 'pino'
import type { Events } from '../modules/catalog/events/public.ts'
import type { Products } from '../modules/catalog/products/public.ts'
import type { Identity } from '../modules/people/identity/public.ts'
import type { Organizers } from '../modules/people/organizers/public.ts'
import type { Team } from '../modules/people/organizers/team.ts'
import type { InventoryModule } from '../modules/sales/inventory/facade.ts'
import type { OrdersModule } from '../modules/sales/orders/facade.ts'
import type { Payments } from '../modules/sales/payments/public.ts'
import type { Db } from '../platform/db/db.ts'
import type { DoorStaff } from './door-staff.ts'

/** What the demo is made with: the same use cases as any organizer's click and any buyer's. */
export type DemoDeps = {
  db: Db
  log: Logger
  identity: Identity
  organizers: Organizers & Pick<Team, 'update'>
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
