import { mosaicSvg } from '@tessera/mosaic/mosaic'
import sharp from 'sharp'
import { systemActor } from '../platform/http/access.ts'
import { resolveTime } from './content/relative-time.ts'
import type { DemoEvent, DemoProduct, RelativeTime } from './content/shapes.ts'
import type { DemoDeps } from './deps.ts'
import type { MadeOrganizer } from './make-organizer.ts'

/** An event of the demo while it is sold; `finish` makes it what it is to become. */
export type Stage = {
  eventId: string
  content: DemoEvent
  products: Map<string, string>
  variants: Map<string, string>
  dates: Map<string, string>
  questions: Map<string, string>
  listIds: string[]
  finish(): Promise<void>
}

export async function makeEvent(deps: DemoDeps, made: MadeOrganizer, content: DemoEvent, now: Date): Promise<Stage> {
  const { organizerId } = made
  const zone = made.content.timezone
  const time = (relative: RelativeTime) => resolveTime(relative, now, zone)
  const past = content.state === 'ended'
  // Sold while it was still to come: an event of the past begins its life in the future.
  const shiftMs = past ? 60 * 86_400_000 : 0
  const later = (relative: RelativeTime) => new Date(time(relative).getTime() + shiftMs)
  const event = await deps.events.create(
    organizerId,
    {
      slug: content.slug,
      title: content.title,
      summary: content.summary,
      description: content.description,
      category: content.category,
      timezone: zone,
      currency: made.content.currency,
      defaultLocale: made.content.defaultLocale,
      attendanceMode: content.attendanceMode,
      venue: content.venue ? { ...content.venue, region: content.venue.region ?? null } : null,
      onlineUrl: content.onlineUrl ?? null,
      palette: content.mosaic.palette,
      fee: { fixedMinor: content.fee.fixedMinor, ppm: content.fee.ratePpm, payer: content.fee.payer },
      dates: content.dates.map(date => ({
        startsAt: later(date.starts),
        endsAt: later(date.ends),
        doorsAt: date.doors ? later(date.doors) : null,
        label: date.label ?? {},
      })),
    },
    systemActor,
  )
  made.eventIds.set(content.key, event.id)
  const dates = new Map(content.dates.map((date, index) => [date.key, event.dates[index]!.id]))
  const stage: Stage = {
    eventId: event.id,
    content,
    dates,
    products: new Map(),
    variants: new Map(),
    questions: new Map(),
    listIds: [],
    finish: async () => {},
  }
  await addPicture(deps, organizerId, stage, event.version)
  await addProducts(deps, organizerId, stage, time)
  await addPools(deps, organizerId, stage)
  await addQuestions(deps, organizerId, stage)
  await addDoors(deps, organizerId, stage)
  if (content.state !== 'draft') await deps.events.publish(organizerId, event.id, systemActor)
  stage.finish = () => finish(deps, organizerId, stage, { time, shiftMs })
  return stage
}

async function addPicture(deps: DemoDeps, organizerId: string, stage: Stage, version: number) {
  const svg = mosaicSvg({ ...stage.content.mosaic, width: 1600, height: 900 })
  const png = await sharp(Buffer.from(svg)).png().toBuffer()
  await deps.events.setPicture(
    { organizerId, eventId: stage.eventId, version },
    png,
    stage.content.pictureAlt,
    systemActor,
  )
}

async function addProducts(deps: DemoDeps, organizerId: string, stage: Stage, time: (relative: RelativeTime) => Date) {
  for (const product of stage.content.products) {
    const made = await deps.products.create(
      organizerId,
      stage.eventId,
      {
        kind: product.kind,
        name: product.name,
        description: product.description ?? {},
        priceMinor: product.priceMinor,
        priceIncludesTax: product.tax.inclusive,
        tax: { code: product.tax.code, label: product.tax.label, ratePpm: product.tax.ratePpm },
        dateIds: product.dates ? product.dates.map(key => stage.dates.get(key)!) : null,
        // Windows that are over already are set at the end, after what was sold in them.
        saleStartsAt: product.saleStarts ? time(product.saleStarts) : null,
        saleEndsAt: null,
        minPerOrder: product.minPerOrder ?? 1,
        maxPerOrder: product.maxPerOrder ?? 10,
        hidden: product.hidden ?? false,
        variants: (product.variants ?? []).map(variant => ({
          name: variant.name,
          priceMinor: variant.priceMinor ?? null,
        })),
      },
      systemActor,
    )
    stage.products.set(product.key, made.id)
    product.variants?.forEach((variant, index) =>
      stage.variants.set(`${product.key}/${variant.key}`, made.variants[index]!.id),
    )
  }
}

async function addPools(deps: DemoDeps, organizerId: string, stage: Stage) {
  for (const pool of stage.content.pools) {
    await deps.inventory.pools.add(
      { organizerId, eventId: stage.eventId, actor: systemActor },
      {
        name: pool.name,
        capacity: pool.capacity,
        draws: pool.draws.map(draw => ({
          productId: stage.products.get(draw.product)!,
          variantId: draw.variant ? stage.variants.get(`${draw.product}/${draw.variant}`)! : null,
          dateId: draw.date ? stage.dates.get(draw.date)! : null,
        })),
      },
    )
  }
}

async function addQuestions(deps: DemoDeps, organizerId: string, stage: Stage) {
  for (const question of stage.content.questions ?? []) {
    const made = await deps.products.createQuestion(
      organizerId,
      stage.eventId,
      {
        askedOf: question.askedOf,
        kind: question.kind,
        label: question.label,
        hint: question.hint ?? {},
        options: question.options ? [...question.options] : [],
        required: question.required,
        productIds: question.products ? question.products.map(key => stage.products.get(key)!) : null,
      },
      systemActor,
    )
    stage.questions.set(question.key, made.id)
  }
}

async function addDoors(deps: DemoDeps, organizerId: string, stage: Stage) {
  const scope = { organizerId, eventId: stage.eventId }
  for (const name of stage.content.gates ?? []) await deps.doors.addGate(scope, name)
  for (const list of stage.content.checkInLists) {
    stage.listIds.push(
      await deps.doors.addList(scope, {
        name: list.name,
        productIds: list.products ? list.products.map(key => stage.products.get(key)!) : null,
        dateIds: list.dates ? list.dates.map(key => stage.dates.get(key)!) : null,
        opensMinutesBefore: list.opensMinutesBefore ?? null,
        closesMinutesAfter: list.closesMinutesAfter ?? null,
        reentry: list.reentry,
      }),
    )
  }
}

type Finishing = { time: (relative: RelativeTime) => Date; shiftMs: number }

/** Closes sale windows that are over, moves the past into the past, cancels what is cancelled. */
async function finish(deps: DemoDeps, organizerId: string, stage: Stage, { time, shiftMs }: Finishing) {
  const { content, eventId } = stage
  const closing = content.products.filter(
    (product): product is DemoProduct & { saleEnds: RelativeTime } => product.saleEnds !== undefined,
  )
  for (const product of closing) {
    await deps.db.tenant(organizerId, tx =>
      deps.products.in.edit(
        tx,
        eventId,
        stage.products.get(product.key)!,
        null,
        { saleEndsAt: time(product.saleEnds) },
        systemActor,
      ),
    )
  }
  if (shiftMs > 0) {
    for (const date of (await deps.events.get(organizerId, eventId)).dates) {
      const back = (at: Date | null) => (at ? new Date(at.getTime() - shiftMs) : null)
      const change = { startsAt: back(date.startsAt)!, endsAt: back(date.endsAt), doorsAt: back(date.doorsAt) }
      await deps.events.editDate(organizerId, eventId, date.id, date.version, change, systemActor)
    }
    await deps.events.endOver(organizerId, [eventId])
  }
  if (content.state === 'cancelled') {
    await deps.events.cancel(
      organizerId,
      eventId,
      content.cancelReason?.[0] ? content.cancelReason : 'Cancelled',
      systemActor,
    )
  }
}
