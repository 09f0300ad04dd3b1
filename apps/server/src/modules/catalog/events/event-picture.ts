import { formatId } from '@tessera/kernel/ids'
import type { Translated } from '@tessera/kernel/translated'
import type { Db } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { type DerivedPicture, derivePicture } from '../../../platform/storage/pictures.ts'
import type { Storage } from '../../../platform/storage/storage.ts'
import { type ChangeDeps, closeEvent, openEvent } from './event-changes.ts'
import { deleteUnusedPicture, insertPicture, type StoredSize, selectSize, setPictureId } from './pictures.sql.ts'
import { type EventRecord, eventErrors } from './public.ts'

export type PictureDeps = ChangeDeps & { db: Db; storage: Storage; tenantOf(uuid: string): Promise<string | null> }
type Which = { organizerId: string; eventId: string; version: number }

/** Gives the event a picture in every size that pages show. Pixels are encoded anew before anything is stored. */
export async function setPicture(
  deps: PictureDeps,
  which: Which,
  content: Uint8Array,
  alt: Translated,
  actor: Actor,
): Promise<EventRecord> {
  const derived = await derivePicture(content)
  if (!derived.ok)
    throw eventErrors.picture_refused({
      fields: [{ path: 'file', code: derived.reason, message: 'cannot be used as a picture' }],
    })
  const sizes = await store(deps.storage, which, derived.value)
  const bytes = [...derived.value.variants, derived.value.card].reduce(
    (sum, variant) => sum + variant.content.byteLength,
    0,
  )
  const { width, height } = derived.value
  return change(deps, which, 'events.picture_set', actor, tx =>
    insertPicture(tx, which.organizerId, { alt, width, height, bytes, sizes }),
  )
}

export function removePicture(deps: PictureDeps, which: Which, actor: Actor): Promise<EventRecord> {
  return change(deps, which, 'events.picture_removed', actor, async () => null)
}

async function change(
  deps: PictureDeps,
  { organizerId, eventId, version }: Which,
  action: string,
  actor: Actor,
  next: (tx: Parameters<typeof insertPicture>[0]) => Promise<string | null>,
): Promise<EventRecord> {
  const { event, unused } = await deps.db.tenant(organizerId, async tx => {
    const before = await openEvent(tx, eventId, version)
    await setPictureId(tx, eventId, await next(tx))
    const event = await closeEvent(tx, deps, before, action, actor)
    return { event, unused: before.picture ? await deleteUnusedPicture(tx, before.picture.fileId) : [] }
  })
  // Only after the commit: a rolled back change must find its files. One that is not deleted now merely lies there.
  await Promise.allSettled(unused.map(key => deps.storage.delete(key)))
  return event
}

/** A scope for each event: two events never share a stored file, so removing one's cannot take the other's. */
async function store(
  storage: Storage,
  { organizerId, eventId }: Which,
  { variants, card }: DerivedPicture,
): Promise<StoredSize[]> {
  const scope = `${formatId('org', organizerId)}/${formatId('evt', eventId)}/pictures`
  const named = [...variants.map(variant => ({ ...variant, name: String(variant.width) })), { ...card, name: 'card' }]
  return Promise.all(
    named.map(async ({ name, width, height, contentType, content }) => ({
      name,
      width,
      height,
      contentType,
      key: await storage.put(scope, content, contentType),
    })),
  )
}

export async function readPicture(
  deps: PictureDeps,
  fileId: string,
  size: string,
): Promise<{ content: Uint8Array; contentType: string } | null> {
  const organizerId = await deps.tenantOf(fileId)
  const stored = organizerId && (await deps.db.tenant(organizerId, tx => selectSize(tx, fileId, size)))
  return stored ? deps.storage.get(stored.key) : null
}
