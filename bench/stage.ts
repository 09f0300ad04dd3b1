import { formatId } from '@tessera/kernel/ids'
import pg from 'pg'
import { systemActor } from '../apps/server/src/platform/http/access.ts'
import type { Bench } from './server-process.ts'

export type Stage = {
  organizerId: string
  eventId: string
  slug: string
  productId: string
  freeProductId: string
  listId: string
  /** Opens another door for everybody; answers its list. */
  addList(): Promise<string>
}

let counter = 0

/** One published event with a paid and a free product on one pool, made through the use cases. */
export async function makeStage({ app }: Bench, capacity: number): Promise<Stage> {
  const { events, products, inventory, checkIn } = app.modules
  const name = `Bench ${++counter}`
  const organizer = await makeOrganizer(app, name)
  const event = await makeEvent(app, organizer.id, name)
  const tax = { code: 'DE-19', label: { en: 'VAT' }, ratePpm: 190_000 }
  const paid = await products.create(
    organizer.id,
    event.id,
    { kind: 'admission', name: { en: 'Ticket' }, priceMinor: 4_900n, tax },
    systemActor,
  )
  const free = await products.create(
    organizer.id,
    event.id,
    { kind: 'admission', name: { en: 'Guest' }, priceMinor: 0n },
    systemActor,
  )
  const scope = { organizerId: organizer.id, eventId: event.id, actor: systemActor }
  const draws = [paid, free].map(product => ({ productId: product.id, variantId: null, dateId: null }))
  await inventory.pools.add(scope, { name: 'House', capacity, draws })
  const window = {
    kind: 'relative',
    opensMinutesBefore: null,
    closesMinutesAfter: null,
    closesRelativeTo: 'end',
  } as const
  const addList = async () => {
    const everything = { productIds: null, variantIds: null, dateIds: null, gateIds: null }
    const list = await checkIn.lists.add(scope, { name: 'Door', ...everything, window, reentry: 'none', closed: false })
    return formatId('cil', list.id)
  }
  const listId = await addList()
  await events.publish(organizer.id, event.id, systemActor)
  return {
    organizerId: organizer.id,
    eventId: formatId('evt', event.id),
    slug: event.slug,
    productId: formatId('prd', paid.id),
    freeProductId: formatId('prd', free.id),
    listId,
    addList,
  }
}

async function makeOrganizer({ modules: { identity, organizers } }: Bench['app'], name: string) {
  const account = await identity.createAccount({
    email: `bench${counter}@example.org`,
    name,
    locale: 'en',
    password: 'a password for the bench only',
  })
  return organizers.create(
    account.id,
    { name, country: 'DE', timezone: 'Europe/Berlin', currency: 'EUR', defaultLocale: 'en' },
    systemActor,
  )
}

/** It starts in half an hour, so that its doors are open. */
function makeEvent({ modules: { events } }: Bench['app'], organizerId: string, name: string) {
  const startsAt = new Date(Date.now() + 30 * 60_000)
  return events.create(
    organizerId,
    {
      title: { en: name },
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      defaultLocale: 'en',
      venue: { name: 'Arena', city: 'Hamburg' },
      fee: { fixedMinor: 100n, ppm: 30_000, payer: 'buyer' },
      dates: [{ startsAt, endsAt: new Date(startsAt.getTime() + 4 * 3_600_000) }],
    },
    systemActor,
  )
}

/** What autovacuum does by itself, now. */
export async function analyze(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('analyze')
  await client.end()
}
