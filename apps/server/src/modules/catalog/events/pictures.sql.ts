import { newTenantUuid } from '@tessera/kernel/ids'
import type { Translated } from '@tessera/kernel/translated'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { PictureSize } from './public.ts'

export type StoredSize = PictureSize & { key: string }
export type StoredPicture = { alt: Translated; width: number; height: number; bytes: number; sizes: StoredSize[] }

export async function insertPicture(tx: Tx, organizerId: string, picture: StoredPicture): Promise<string> {
  const id = newTenantUuid(organizerId)
  const largest = picture.sizes.at(-1)!
  await tx
    .insertInto('files')
    .values({
      organizerId,
      id,
      kind: 'picture',
      storageKey: largest.key,
      contentType: largest.contentType,
      sizeBytes: BigInt(picture.bytes),
      width: picture.width,
      height: picture.height,
      alt: JSON.stringify(picture.alt),
      derived: JSON.stringify(picture.sizes),
    })
    .execute()
  return id
}

export async function setPictureId(tx: Tx, eventId: string, fileId: string | null): Promise<void> {
  await sql`update events set picture_id = ${fileId}::uuid, version = version + 1 where organizer_id = current_organizer() and id = ${eventId}`.execute(
    tx,
  )
}

/** Where one size of a picture lies; null for documents, which are nobody's to read here. */
export async function selectSize(tx: Tx, fileId: string, size: string): Promise<StoredSize | null> {
  const { rows } = await sql<StoredSize>`
    select s.name, s.width, s.height, s."contentType", s.key
      from files f, jsonb_to_recordset(f.derived) as s(name text, width int, height int, "contentType" text, key text)
     where f.organizer_id = current_organizer() and f.id = ${fileId} and f.kind = 'picture' and s.name = ${size}
  `.execute(tx)
  return rows[0] ?? null
}

/** Forgets a picture that no event shows any more; answers the keys of its sizes. */
export async function deleteUnusedPicture(tx: Tx, fileId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with gone as (
      delete from files f where f.organizer_id = current_organizer() and f.id = ${fileId} and f.kind = 'picture'
         and not exists (select from events e where e.organizer_id = f.organizer_id and e.picture_id = f.id) returning derived
    )
    select s.key from gone, jsonb_to_recordset(gone.derived) as s(key text)
     where not exists (select from files f, jsonb_to_recordset(f.derived) as o(key text)
                        where f.organizer_id = current_organizer() and f.id <> ${fileId} and o.key = s.key)
  `.execute(tx)
  return rows.map(row => row.key)
}
