import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { devicesRoutes } from './modules/attendance/checkin/devices.routes.ts'
import { doorRoutes } from './modules/attendance/checkin/door.routes.ts'
import type { CheckInModule } from './modules/attendance/checkin/facade.ts'
import { checkInListsRoutes, gatesRoutes } from './modules/attendance/checkin/lists.routes.ts'
import { scansRoutes } from './modules/attendance/checkin/scans.routes.ts'
import { type EventRouteDeps, eventsRoutes } from './modules/catalog/events/events.routes.ts'
import type { Events } from './modules/catalog/events/public.ts'
import { type ImportRouteDeps, importsRoutes } from './modules/catalog/imports/imports.routes.ts'
import type { Imports } from './modules/catalog/imports/public.ts'
import { type ListingRouteDeps, listingsRoutes } from './modules/catalog/listings/listings.routes.ts'
import type { Listings } from './modules/catalog/listings/public.ts'
import { productsRoutes } from './modules/catalog/products/products.routes.ts'
import type { Products } from './modules/catalog/products/public.ts'
import { identityRoutes } from './modules/people/identity/identity.routes.ts'
import type { Identity } from './modules/people/identity/public.ts'
import { organizersRoutes } from './modules/people/organizers/organizers.routes.ts'
import type { Organizers } from './modules/people/organizers/public.ts'
import type { Team } from './modules/people/organizers/team.ts'
import { dashboardRoutes } from './modules/reach/analytics/dashboard.routes.ts'
import { needsRoutes } from './modules/reach/analytics/needs.routes.ts'
import type { Analytics } from './modules/reach/analytics/public.ts'
import { mailboxRoutes } from './modules/reach/notifications/mailbox.routes.ts'
import type { Mailbox } from './modules/reach/notifications/public.ts'
import type { InventoryModule } from './modules/sales/inventory/facade.ts'
import { holdsRoutes } from './modules/sales/inventory/holds.routes.ts'
import { poolsRoutes } from './modules/sales/inventory/pools.routes.ts'
import { attendeesRoutes } from './modules/sales/orders/attendees.routes.ts'
import { buyerOrdersRoutes } from './modules/sales/orders/buyer-orders.routes.ts'
import type { OrdersModule } from './modules/sales/orders/facade.ts'
import { organizerOrdersRoutes } from './modules/sales/orders/organizer-orders.routes.ts'
import type { PaymentsModule } from './modules/sales/payments/facade.ts'
import { paymentsRoutes } from './modules/sales/payments/payments.routes.ts'
import type { TicketsModule } from './modules/sales/tickets/facade.ts'
import { ticketsRoutes } from './modules/sales/tickets/tickets.routes.ts'
import { type HealthOptions, healthRoutes } from './platform/http/health.ts'
import { route } from './platform/http/route.ts'
import { type WellKnown, wellKnownRoutes } from './platform/http/well-known.ts'
import type { I18n } from './platform/i18n/i18n.ts'

/** What the operations of the API need. */
export type Served = {
  mailbox: Mailbox
  health: HealthOptions
  wellKnown: WellKnown
  system: System
  identity: Identity
  organizers: Organizers & Team
  events: Events
  eventRoutes: EventRouteDeps
  products: Products
  listings: Listings
  listingRoutes: ListingRouteDeps
  imports: Imports
  importRoutes: ImportRouteDeps
  inventory: InventoryModule
  orders: OrdersModule
  tickets: TicketsModule
  payments: PaymentsModule
  checkIn: CheckInModule
  i18n: I18n
  analytics: Analytics
}

export type System = { version: string; demo: boolean; mailbox: boolean; locales: readonly string[] }

/** Every operation of the API, in the order of its documentation. */
export async function registerRoutes(app: FastifyInstance, served: Served): Promise<void> {
  identityRoutes(app, served.identity, served.organizers)
  organizersRoutes(app, served.organizers)
  await eventsRoutes(app, served.events, served.eventRoutes)
  productsRoutes(app, served.products)
  poolsRoutes(app, served.inventory)
  importsRoutes(app, served.imports, served.importRoutes)
  listingsRoutes(app, served.listings, served.listingRoutes)
  holdsRoutes(app, served.inventory)
  buyerOrdersRoutes(app, served.orders)
  paymentsRoutes(app, served.payments)
  ticketsRoutes(app, served.tickets, served.orders.open)
  organizerOrdersRoutes(app, served.orders)
  attendeesRoutes(app, served.orders, served.i18n)
  checkInListsRoutes(app, served.checkIn)
  gatesRoutes(app, served.checkIn)
  devicesRoutes(app, served.checkIn, async organizerId => (await served.organizers.get(organizerId))?.name ?? '')
  doorRoutes(app, served.checkIn)
  scansRoutes(app, served.checkIn)
  dashboardRoutes(app, served)
  needsRoutes(app, served)
  if (served.system.mailbox) mailboxRoutes(app, served.mailbox)
  systemRoute(app, served.system)
  healthRoutes(app, served.health)
  wellKnownRoutes(app, served.wellKnown)
}

function systemRoute(app: FastifyInstance, system: System) {
  route(app, {
    method: 'GET',
    url: '/v1/system',
    operationId: 'getSystem',
    summary: 'What this installation is and offers',
    tag: 'System',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    responses: {
      200: z
        .object({
          version: z.string(),
          demo: z.boolean(),
          mailbox: z.boolean(),
          locales: z.array(z.string()),
          server_time: z.string(),
        })
        .meta({ id: 'System' }),
    },
    handle: async () => ({
      status: 200,
      body: { ...system, locales: [...system.locales], server_time: new Date().toISOString() },
    }),
  })
}
