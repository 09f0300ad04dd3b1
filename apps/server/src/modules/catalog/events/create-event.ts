import { newTenantUuid } from '@tessera/kernel/ids'
import { toLocalDate } from '@tessera/kernel/local-dates'
import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { selectRecord } from './catalog.sql.ts'
import { insertDates } from './dates.sql.ts'
import { faultsOfDates, titleForSlug } from './event.ts'
import { insertEvent, reserveSlug } from './events.sql.ts'
import { type EventRecord, eventErrors, type NewEvent } from './public.ts'
import { slugCandidates, slugOf } from './slug.ts'

/** Makes a draft with its dates and an address that nobody else on the platform has. */
export async function createEvent(tx: Tx, organizerId: string, input: NewEvent, actor: Actor): Promise<EventRecord> {
  const fields = faultsOfDates(input.dates)
  if (fields.length > 0) throw requestErrors.invalid({ fields })
  const id = input.id ?? newTenantUuid(organizerId)
  const slug = await takeSlug(tx, organizerId, id, input)
  await insertEvent(tx, organizerId, id, slug, input)
  await insertDates(tx, organizerId, id, input.dates)
  await audit(tx, {
    actor,
    action: 'events.created',
    subject: { kind: 'event', id },
    changes: { after: { title: input.title, slug } },
  })
  return (await selectRecord(tx, id))!
}

async function takeSlug(tx: Tx, organizerId: string, eventId: string, input: NewEvent): Promise<string> {
  if (input.slug !== undefined) {
    if (await reserveSlug(tx, organizerId, eventId, input.slug)) return input.slug
    throw eventErrors.slug_taken({ fields: [{ path: 'slug', code: 'taken', message: 'is taken' }] })
  }
  const first = input.dates.map(date => date.startsAt).sort((a, b) => a.getTime() - b.getTime())[0]
  const title = titleForSlug(input.title, input.defaultLocale)
  for (const candidate of slugCandidates(title, first ? toLocalDate(first, input.timezone) : null)) {
    if (await reserveSlug(tx, organizerId, eventId, candidate)) return candidate
  }
  throw new Error(`No address could be found for ${slugOf(title)}`)
}
