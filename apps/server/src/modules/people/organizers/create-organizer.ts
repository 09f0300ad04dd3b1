import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { OrganizersDeps } from './deps.ts'
import { insertMember } from './members.sql.ts'
import { insertOrganizer, organizerBySlug } from './organizers.sql.ts'
import { type NewOrganizer, type OrganizerProfile, organizerCreated, organizerErrors } from './public.ts'
import { slugOf } from './slug.ts'

const ATTEMPTS = 5

/** The maker becomes the owner. A slug that was asked for is given or refused; one made of the name gives way. */
export async function createOrganizer(
  { db }: OrganizersDeps,
  accountId: string,
  input: NewOrganizer,
  actor: Actor,
): Promise<OrganizerProfile> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const id = input.id ?? newUuid()
    const slug = input.slug ?? (attempt === 0 ? slugOf(input.name) : `${slugOf(input.name)}-${id.slice(-6)}`)
    const made = await db.tenant(id, async tx => {
      const organizer = await insertOrganizer(tx, id, slug, input)
      if (!organizer) return null
      const memberId = newTenantUuid(id)
      await insertMember(tx, { organizerId: id, id: memberId, accountId, role: 'owner', eventIds: null })
      await audit(tx, {
        actor,
        action: 'organizers.created',
        subject: { kind: 'organizer', id },
        changes: { after: { name: organizer.name, slug } },
      })
      await emit(tx, organizerCreated, id, { slug })
      return organizer
    })
    if (made) return made
    // Nothing was written: the slug is taken, or by a rare chance the tail of the id.
    if (input.slug && (await db.global(tx => organizerBySlug(tx, slug)))) throw organizerErrors.slug_taken()
  }
  throw organizerErrors.slug_taken()
}
