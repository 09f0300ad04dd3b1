import { createHash } from 'node:crypto'
import { newUuid, parseId } from '@tessera/kernel/ids'
import type { FastifyInstance } from 'fastify'
import type { DestinationStream } from 'pino'
import { createBetterAuth } from './adapters/auth/better-auth/better-auth.ts'
import { sandboxFactory } from './adapters/payments/sandbox/sandbox-factory.ts'
import { stripeFactory } from './adapters/payments/stripe/stripe-factory.ts'
import { composeDemo } from './compose-demo.ts'
import { type FirstEntries, orderPorts } from './compose-order-ports.ts'
import { retentionJobs } from './compose-retention.ts'
import type { Config } from './config.ts'
import type { LogIn } from './demo/seed.ts'
import { createCheckIn } from './modules/attendance/checkin/module.ts'
import { createCatalog, createEvents } from './modules/catalog/events/module.ts'
import type { EventCloneParticipant } from './modules/catalog/events/public.ts'
import { createImports } from './modules/catalog/imports/module.ts'
import type { ImportFormat, ImportReport, ImportWish } from './modules/catalog/imports/public.ts'
import { createListingProjection, createListings, listingsJobs } from './modules/catalog/listings/module.ts'
import type { Listings } from './modules/catalog/listings/public.ts'
import { createProducts, productsCloner, shownPrice } from './modules/catalog/products/module.ts'
import { createIdentity, createSignInThrottle, identityJobs } from './modules/people/identity/module.ts'
import { createGatekeeper, createOrganizers } from './modules/people/organizers/module.ts'
import { createAnalytics } from './modules/reach/analytics/module.ts'
import { keepMail } from './modules/reach/notifications/mails.sql.ts'
import { createAccountMails, createMailbox, createNotifications } from './modules/reach/notifications/module.ts'
import { createInventory } from './modules/sales/inventory/module.ts'
import { createLedger } from './modules/sales/ledger/module.ts'
import { createOrders, ordersSubscribers } from './modules/sales/orders/module.ts'
import { createPayments, PAYMENT_OUTCOMES } from './modules/sales/payments/module.ts'
import { createTickets, type TicketsDeps } from './modules/sales/tickets/module.ts'
import { observe } from './observe.ts'
import type { Cache } from './platform/cache/cache.ts'
import type { Database } from './platform/db/databases.ts'
import type { Db } from './platform/db/db.ts'
import { migrationNames } from './platform/db/migrate.ts'
import { schemaIsNewest } from './platform/db/schema-version.sql.ts'
import { systemActor } from './platform/http/access.ts'
import { createBodySeal } from './platform/http/body-seal.ts'
import { createIdempotencyStore } from './platform/http/idempotency-store.ts'
import { createHttp } from './platform/http/server.ts'
import { createJobs, type Job, type Jobs } from './platform/jobs/jobs.ts'
import { parseMailAddress } from './platform/mail/mailer.ts'
import type { Subscriber } from './platform/outbox/outbox.ts'
import { createRelay, type Relay } from './platform/outbox/relay.ts'
import { openMailer, openResources, type Resources } from './resources.ts'
import { registerRoutes } from './routes.ts'
import { VERSION } from './version.ts'
import { createPageHeads } from './web/page-heads.ts'
import { serveApps } from './web/serve-apps.ts'

export type Role = 'all' | 'api' | 'worker' | 'cli'

export type App = {
  db: Db
  http: FastifyInstance
  jobs: Jobs
  relay: Relay
  modules: Modules
  seedDemo(): Promise<LogIn[]>
  importFeed(organizerSlug: string, feed: FeedFile): Promise<ImportReport>
  /** Begins to serve and to work, as the role says. */
  start(): Promise<void>
} & AsyncDisposable

export type Modules = ReturnType<typeof composeModules>

/** The one place that knows every module and every adapter, and gives each what it asks for. */
export async function compose(config: Config, database: Database, role: Role, logTo?: DestinationStream): Promise<App> {
  const stack = new AsyncDisposableStack()
  const resources = stack.use(await openResources(config, database.url, role, logTo))
  const modules = composeModules(config, resources)
  const { subscribers, periodic } = background(config, modules, resources)
  const jobs = stack.use(
    createJobs({
      url: database.url,
      role: config.DATABASE_POOLER === 'none' ? 'tessera_app' : undefined,
      subscribers,
      periodic,
      log: resources.log,
    }),
  )
  const relay = stack.use(createRelay(resources.db, jobs, subscribers, resources.log))
  const http = await composeHttp(config, resources, modules, jobs)
  stack.defer(() => http.close())
  return {
    db: resources.db,
    http,
    jobs,
    relay,
    modules,
    seedDemo: () => composeDemo(config, resources, modules),
    importFeed: (slug, feed) => importFeed(modules, slug, feed),
    start: () => start(config, role, { http, jobs, relay }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

function composeModules(config: Config, resources: Resources) {
  const { db, storage, i18n, redis } = resources
  const mailer = openMailer(config, mail =>
    keepMail(db, { id: newUuid(), recipient: mail.to, subject: mail.subject, raw: mail.raw }),
  )
  const catalog = createCatalog({ db })
  const projection = createListingProjection({ catalog, priceShown: shownPrice })
  const people = composePeople(
    config,
    resources,
    createAccountMails({ mailer, i18n, origin: config.ORIGIN }),
    projection,
  )
  const { organizers } = people
  const sales = composeSales(config, resources, {
    organizers,
    catalog,
    pictures: (fileId, size) => listed.events.pictureFile(fileId, size),
    entries: (tx, wish) => checkIn.firstEntries(tx, wish),
  })
  const { inventory, tickets, orders } = sales
  const checkIn = createCheckIn({ db, catalog, organizers, tickets, i18n })
  const { cloning } = checkIn
  const listed = composeCatalog({ resources, organizers, catalog, projection, inventory, orders, cloning })
  const analytics = createAnalytics({ db })
  return { ...people, ...listed, ...sales, catalog, checkIn, analytics, mailer, storage, redis }
}

function composePeople(
  config: Config,
  { db, secrets, log, redis }: Resources,
  mails: ReturnType<typeof createAccountMails>,
  projection: ReturnType<typeof createListingProjection>,
) {
  const origin = config.ORIGIN
  const auth = createBetterAuth({ db, origin, log, secret: secrets.deriveSecret('auth', 'sessions') })
  const throttle = createSignInThrottle({ redis, factor: config.RATE_LIMIT_FACTOR })
  const identity = createIdentity({ db, auth, mails, throttle, origin, log })
  return {
    auth,
    identity,
    organizers: createOrganizers({ db, accounts: identity, secrets, profileChanged: projection.refreshOrganizer }),
  }
}

type BelowAndAboveSales = {
  organizers: ReturnType<typeof createOrganizers>
  catalog: ReturnType<typeof createCatalog>
  pictures: TicketsDeps['pictures']
  entries: FirstEntries
}

/** What is sold and paid. What lies above it is asked through functions. */
function composeSales(config: Config, resources: Resources, around: BelowAndAboveSales) {
  const { db, secrets, envelope, i18n, documents, calendars, log, metrics, flags } = resources
  const { organizers, catalog, pictures, entries } = around
  const origin = config.ORIGIN
  const inventory = createInventory({
    db,
    catalog,
    organizers,
    holdMinutes: config.HOLD_MINUTES,
    saleOpen: scope => flags.value('saleOpen', scope),
    secretOf: holdId => secrets.deriveSecret('hold', holdId),
    acceptsSecret: (holdId, given) => secrets.acceptsSecret('hold', holdId, given),
  })
  const tickets = createTickets({
    db,
    catalog,
    organizers,
    documents,
    calendars,
    i18n,
    origin,
    envelope,
    pictures,
    mailFrom: parseMailAddress(config.MAIL_FROM).address,
  })
  const payments = createPayments({
    db,
    gateways: [
      ...(config.SANDBOX_URL ? [sandboxFactory(config.SANDBOX_URL)] : []),
      stripeFactory(config.STRIPE_API_BASE),
    ],
    envelope,
    settlement: () => orders.settlement,
    organizers,
    origin,
    log,
    counter: metrics.counter('tessera_payments_total', 'What happened to payments and refunds', {
      gateway: 'any',
      outcome: PAYMENT_OUTCOMES,
    }),
  })
  const ordersDeps = {
    db,
    sales: { inventory, ledger: createLedger(), payments, tickets },
    catalog,
    organizers,
    ports: orderPorts(resources, entries),
    settings: { origin, paymentMinutes: config.PAYMENT_MINUTES },
  }
  const orders = createOrders(ordersDeps)
  return { inventory, tickets, payments, orders, ordersDeps }
}

type Sellers = {
  resources: Resources
  organizers: ReturnType<typeof createOrganizers>
  catalog: ReturnType<typeof createCatalog>
  projection: ReturnType<typeof createListingProjection>
  inventory: ReturnType<typeof createInventory>
  orders: ReturnType<typeof createOrders>
  /** Check-in's part of cloning an event. */
  cloning: EventCloneParticipant
}

/** The organizer's side of the catalogue, which asks sales, through ports, what was sold. */
function composeCatalog({
  resources: { db, storage, cache },
  organizers,
  catalog,
  projection,
  inventory,
  orders,
  cloning,
}: Sellers) {
  const events = createEvents({
    db,
    storage,
    projection,
    orders,
    tenantOf: organizers.tenantOf,
    cloneParticipants: [productsCloner(), inventory.cloning, cloning],
  })
  const products = createProducts({
    db,
    catalog,
    projection,
    sales: {
      isSold: async (tx, productId, variantId) =>
        (await inventory.isHeld(tx, productId, variantId)) || orders.isSold(tx, productId, variantId),
    },
  })
  const found = createListings({ db, catalog, stock: inventory, events, projection })
  const listings = { ...found, facets: rememberFacets(cache, found.facets) }
  return {
    events,
    products,
    listings,
    imports: createImports({ db, catalog, events, products, afterImport: withoutPools }),
  }
}

/** Counts of categories and cities cost a look at every listing, and nobody minds if they are half a minute old. */
function rememberFacets(cache: Cache, facets: Listings['facets']): Listings['facets'] {
  return search => {
    const key = createHash('sha256').update(JSON.stringify(search)).digest('base64url')
    return cache.platform.getOrSet(`facets:${key}`, { ttlMs: 30_000 }, () => facets(search))
  }
}

/** A feed says nothing of capacity: what it announces is unlimited until the organizer gives it a pool. */
const withoutPools = async () => {}

type FeedFile = Pick<ImportWish, 'content' | 'timezone' | 'publish' | 'dryRun'> & { format: ImportFormat }

async function importFeed({ organizers, imports }: Modules, slug: string, feed: FeedFile): Promise<ImportReport> {
  const organizer = await organizers.bySlug(slug)
  if (!organizer) throw new Error(`There is no organizer ${slug}`)
  return imports.run(
    organizer.id,
    { ...feed, currency: organizer.currency, defaultLocale: organizer.defaultLocale },
    systemActor,
  )
}

/** What runs without anybody asking: reactions to what happened, and work by the clock. */
function background(
  config: Config,
  modules: Modules,
  { db, i18n }: Resources,
): { subscribers: Subscriber[]; periodic: Job[] } {
  const { orders, payments, checkIn, tickets, catalog, organizers, mailer } = modules
  const notifications = createNotifications({
    db,
    mailer,
    i18n,
    origin: modules.ordersDeps.settings.origin,
    organizers,
    catalog,
    orders,
    payments,
    tickets,
  })
  return {
    subscribers: [
      ...notifications.subscribers,
      ...ordersSubscribers(modules.ordersDeps),
      ...payments.subscribers,
      ...checkIn.subscribers,
    ],
    periodic: [
      ...modules.inventory.jobs,
      ...payments.jobs,
      ...listingsJobs(modules.listings),
      ...identityJobs(modules.auth),
      ...retentionJobs(config, db, organizers),
    ],
  }
}

/** Requests a minute for one address; a shared office or a phone network is one address, so these are wide. */
const RATES = { sale: 600, checkin: 6_000, browse: 3_000, report: 300, auth: 60, webhook: 6_000 }
const UNLIMITED = 10_000_000

async function composeHttp(
  config: Config,
  resources: Resources,
  modules: Modules,
  jobs: Jobs,
): Promise<FastifyInstance> {
  const { db, log, metrics, secrets, redis, i18n, calendars } = resources
  const { identity, organizers, listings, catalog } = modules
  const factor = config.RATE_LIMIT_FACTOR
  const limits = Object.fromEntries(
    Object.entries(RATES).map(([name, most]) => [name, factor === 0 ? UNLIMITED : Math.ceil(most * factor)]),
  )
  const http = await createHttp({
    logger: log,
    origin: config.ORIGIN,
    trustedProxies: config.TRUSTED_PROXIES,
    corsOrigins: config.CORS_ORIGINS,
    version: VERSION,
    gatekeeper: createGatekeeper({ db, organizers, sessions: identity, devices: modules.checkIn.deviceTokens }),
    idempotency: createIdempotencyStore(db, createBodySeal(secrets)),
    redis,
    rateLimits: limits as typeof RATES,
    shedding: config.SHED_LOAD,
  })
  observe(resources, jobs, http)
  const newest = (await migrationNames()).at(-1)!
  await registerRoutes(http, {
    ...modules,
    mailbox: createMailbox(db),
    system: { version: VERSION, demo: config.DEMO, mailbox: config.mail.kind === 'mailbox', locales: i18n.locales },
    wellKnown: {
      origin: config.ORIGIN,
      securityContact: config.SECURITY_CONTACT,
      passwordPage: '/console/account',
    },
    health: {
      checks: [{ name: 'database', run: () => schemaIsNewest(db, newest) }],
      metricsText: () => metrics.metricsText(),
      metricsToAll: false,
    },
    eventRoutes: { origin: config.ORIGIN, organizerOf: organizers.get },
    importRoutes: { organizerOf: organizers.get },
    i18n,
    listingRoutes: { origin: config.ORIGIN, catalog, organizers, priceShown: shownPrice, calendars },
  })
  await serveApps(
    http,
    createPageHeads({ listings, organizers, catalog, priceShown: shownPrice, i18n, origin: config.ORIGIN }),
    { sourcesOf: id => sourcesOfPayPage(modules, id) },
  )
  return http
}

async function sourcesOfPayPage({ organizers, payments }: Modules, id: string) {
  const orderId = parseId('ord', id)
  const organizerId = orderId && (await organizers.tenantOf(orderId))
  return organizerId ? payments.browserSources(organizerId) : null
}

async function start(
  config: Config,
  role: Role,
  { http, jobs, relay }: { http: FastifyInstance; jobs: Jobs; relay: Relay & { start(): void } },
): Promise<void> {
  await jobs.prepare()
  if (role !== 'api') {
    await jobs.start()
    relay.start()
  }
  // A worker listens as well: for its health and its figures.
  await http.listen({ port: config.PORT, host: config.HOST })
}
