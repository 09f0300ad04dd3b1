import { audit, difference } from '../../../platform/audit/audit.ts'
import { violates } from '../../../platform/db/postgres-errors.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { OrganizersDeps } from './deps.ts'
import { organizerById, type ProfileChange, updateOrganizer as update } from './organizers.sql.ts'
import { type OrganizerProfile, organizerErrors } from './public.ts'

export async function updateOrganizer(
  { db, profileChanged }: OrganizersDeps,
  organizerId: string,
  version: number,
  change: ProfileChange,
  actor: Actor,
): Promise<OrganizerProfile> {
  try {
    return await db.tenant(organizerId, async tx => {
      const before = await organizerById(tx, organizerId)
      const after = await update(tx, organizerId, version, change)
      if (!before || !after) throw requestErrors.precondition_failed()
      const changed = Object.fromEntries(Object.keys(change).map(name => [name, after[name as keyof OrganizerProfile]]))
      await audit(tx, {
        actor,
        action: 'organizers.updated',
        subject: { kind: 'organizer', id: organizerId },
        changes: difference(before, changed),
      })
      if (before.name !== after.name || before.slug !== after.slug) await profileChanged?.(tx)
      return after
    })
  } catch (error) {
    if (violates(error, 'organizers_slug')) throw organizerErrors.slug_taken()
    throw error
  }
}
