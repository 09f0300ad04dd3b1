import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type CatalogParts, type MadeEvent, makeEvent, makeOrganizer, wireCatalog } from '../testing/catalog.ts'

let database: TestDatabase
let parts: CatalogParts
let organizerId: string
beforeAll(async () => {
  database = await testDatabase()
  parts = wireCatalog(database.db)
  organizerId = await makeOrganizer(database.db)
})
afterAll(() => database[Symbol.asyncDispose]())

/** Everybody may read listings, so no curtain has to be looked behind. */
const listing = async (eventId: string) => {
  const found = sql<{
    row: unknown
  }>`select to_jsonb(l) - 'changed_at' as row from listings l where event_id = ${eventId}`
  const { rows } = await database.db.global(tx => found.execute(tx))
  return rows[0]?.row ?? null
}

type Step = { name: string; run(made: MadeEvent): Promise<unknown> }
const DAY = 86_400_000
const soon = (days: number) => new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY)
const version = async (made: MadeEvent) => (await parts.events.get(organizerId, made.id)).version
const product = async (made: MadeEvent) => (await parts.products.list(organizerId, made.id))[0]!

/** Any of them may be refused by the rules; what counts is that the listing is true afterwards. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }).map(title => ({
    name: `rename ${title}`,
    run: async (made: MadeEvent) =>
      parts.events.edit(
        organizerId,
        made.id,
        await version(made),
        { title: { en: title.replaceAll('\0', '') } },
        systemActor,
      ),
  })),
  fc.constantFrom('Hamburg', 'Kiel', null).map(city => ({
    name: `move to ${city}`,
    run: async (made: MadeEvent) =>
      parts.events.edit(organizerId, made.id, await version(made), { venue: { name: 'Halle', city } }, systemActor),
  })),
  fc.bigInt({ min: 0n, max: 10_000n }).map(priceMinor => ({
    name: `price ${priceMinor}`,
    run: async (made: MadeEvent) => {
      const { id, version } = await product(made)
      return parts.products.edit(organizerId, made.id, id, version, { priceMinor }, systemActor)
    },
  })),
  fc
    .record({
      fixedMinor: fc.bigInt({ min: 0n, max: 300n }),
      ppm: fc.integer({ min: 0, max: 100_000 }),
      payer: fc.constantFrom('buyer' as const, 'organizer' as const),
    })
    .map(fee => ({
      name: 'fee',
      run: async (made: MadeEvent) =>
        parts.events.edit(organizerId, made.id, await version(made), { fee }, systemActor),
    })),
  fc.boolean().map(hidden => ({
    name: `hide ${hidden}`,
    run: async (made: MadeEvent) => {
      const { id, version } = await product(made)
      return parts.products.edit(organizerId, made.id, id, version, { hidden }, systemActor)
    },
  })),
  fc.integer({ min: 1, max: 60 }).map(days => ({
    name: `add date in ${days}`,
    run: (made: MadeEvent) => parts.events.addDate(organizerId, made.id, { startsAt: soon(days) }, systemActor),
  })),
  fc.constantFrom('scheduled' as const, 'cancelled' as const).map(state => ({
    name: `date ${state}`,
    run: async (made: MadeEvent) => {
      const date = (await parts.events.get(organizerId, made.id)).dates.at(-1)!
      return parts.events.editDate(organizerId, made.id, date.id, date.version, { state }, systemActor)
    },
  })),
  fc.constant({
    name: 'another product',
    run: (made: MadeEvent) =>
      parts.products.create(
        organizerId,
        made.id,
        { kind: 'admission', name: { en: 'Late' }, priceMinor: 99_900n },
        systemActor,
      ),
  }),
  fc.constantFrom('Early', 'Late').map(name => ({
    name: `variant ${name}`,
    run: async (made: MadeEvent) => {
      const { id, version } = await product(made)
      return parts.products.edit(organizerId, made.id, id, version, { variants: [{ name: { en: name } }] }, systemActor)
    },
  })),
  fc.constant({
    name: 'ask something',
    run: (made: MadeEvent) =>
      parts.products.createQuestion(
        organizerId,
        made.id,
        { askedOf: 'order', label: { en: 'Why?' }, kind: 'text', required: false },
        systemActor,
      ),
  }),
  fc.constant({
    name: 'ask no more',
    run: async (made: MadeEvent) => {
      const question = (await parts.products.listQuestions(organizerId, made.id))[0]
      if (question)
        await parts.products.removeQuestion(organizerId, made.id, question.id, question.version, systemActor)
    },
  }),
  fc.constant({
    name: 'turn the order of products round',
    run: async (made: MadeEvent) => {
      const products = await parts.products.list(organizerId, made.id)
      return parts.products.reorder(organizerId, made.id, products.map(({ id }) => id).reverse(), systemActor)
    },
  }),
  fc.constant({ name: 'publish', run: (made: MadeEvent) => parts.events.publish(organizerId, made.id, systemActor) }),
  fc.constant({
    name: 'unpublish',
    run: (made: MadeEvent) => parts.events.unpublish(organizerId, made.id, systemActor),
  }),
)

/** What readers are given, who share what was read before, beside what is. */
const shownAndTrue = (eventId: string) =>
  database.db.tenant(organizerId, async tx => [
    await parts.catalog.current(tx, eventId),
    await parts.catalog.whole(tx, eventId),
  ])

test('after any changes readers see what is, the listing is what one made from nothing would be, and a draft has none', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 7 }), async sequence => {
      const made = await makeEvent(database.db, organizerId)
      for (const step of sequence) {
        await step.run(made).catch(refusalOnly)
        const [shown, truth] = await shownAndTrue(made.id)
        expect(shown, step.name).toEqual(truth)
      }
      const kept = await listing(made.id)
      const { state } = await parts.events.get(organizerId, made.id)
      await database.db.tenant(organizerId, async tx => {
        await tx.deleteFrom('listings').where('eventId', '=', made.id).execute()
        await parts.projection.refresh(tx, made.id)
      })
      expect(kept).toEqual(await listing(made.id))
      expect(kept === null).toBe(state === 'draft')
    }),
    { numRuns: 15 },
  )
})

/** A rule may refuse a step; a fault of the database may not. */
function refusalOnly(error: unknown) {
  if (!(error instanceof Error) || error.name !== 'Problem') throw error
}

test('what was called off before it was announced is not announced by that', async () => {
  const made = await makeEvent(database.db, organizerId, { state: 'draft' })
  await parts.events.cancel(organizerId, made.id, 'Never mind', systemActor)
  expect(await listing(made.id)).toBeNull()
  const taken = await makeEvent(database.db, organizerId)
  await parts.events.unpublish(organizerId, taken.id, systemActor)
  await parts.events.cancel(organizerId, taken.id, 'Never mind', systemActor)
  expect(await listing(taken.id)).toBeNull()
})

test('a page is read once for all who ask at the same moment, and anew for who asks afterwards', async () => {
  const made = await makeEvent(database.db, organizerId, { title: { en: 'Rush' } })
  const [one, two] = await Promise.all([parts.listings.page(made.slug), parts.listings.page(made.slug)])
  expect(one).toBe(two)
  await parts.events.edit(organizerId, made.id, await version(made), { title: { en: 'Calm' } }, systemActor)
  expect((await parts.listings.page(made.slug))?.whole.event.title).toEqual({ en: 'Calm' })
})

test('the price of a listing is what one person pays, the mandatory fee included', async () => {
  const made = await makeEvent(database.db, organizerId, {
    fee: { fixedMinor: 100n, ppm: 50_000, payer: 'buyer' },
    products: [
      { priceMinor: 2_000n },
      { priceMinor: 5_000n },
      { priceMinor: 1n, hidden: true },
      { kind: 'add_on', priceMinor: 500n },
    ],
  })
  expect(await listing(made.id)).toMatchObject({ from_price_minor: 2_200, to_price_minor: 5_350 })
})

test('a new name of the organizer stands in each of its listings', async () => {
  const other = await makeOrganizer(database.db, { name: 'Before' })
  const made = await makeEvent(database.db, other)
  await database.db.tenant(other, async tx => {
    await tx.updateTable('organizers').set({ name: 'Afterwards' }).where('id', '=', other).execute()
    await parts.projection.refreshOrganizer(tx)
  })
  expect(await listing(made.id)).toMatchObject({ organizer_name: 'Afterwards' })
  expect(
    (await parts.listings.search({ q: 'afterwards', time: 'upcoming', sort: 'date', limit: 5 })).cards,
  ).toHaveLength(1)
})

test('time ends events and turns listings to their next date', async () => {
  const HOUR = 3_600_000
  const past = { startsAt: new Date(Date.now() - 30 * HOUR), endsAt: new Date(Date.now() - 28 * HOUR) }
  const next = { startsAt: new Date(Date.now() + 30 * HOUR), endsAt: new Date(Date.now() + 32 * HOUR) }
  const over = await makeEvent(database.db, organizerId, { dates: [past] })
  const series = await makeEvent(database.db, organizerId, { dates: [past, next] })
  await database.asSuperuser('update listings set first_starts_at = $2 where event_id = $1', [series.id, past.startsAt])
  expect(await parts.listings.keepUpWithTime()).toEqual({ ended: 1, turned: 1 })
  expect((await parts.events.get(organizerId, over.id)).state).toBe('ended')
  expect((await parts.events.get(organizerId, series.id)).state).toBe('published')
  expect(await parts.listings.card(series.slug)).toMatchObject({ firstStartsAt: next.startsAt })
  expect(await parts.listings.keepUpWithTime()).toEqual({ ended: 0, turned: 0 })
})
