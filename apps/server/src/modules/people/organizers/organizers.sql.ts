import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../../../platform/db/db.ts'
import type { NewOrganizer, OrganizerProfile } from './public.ts'

const COLUMNS = [
  'id',
  'slug',
  'name',
  'about',
  'website',
  'contactEmail',
  'legalName',
  'legalAddress',
  'country',
  'timezone',
  'currency',
  'defaultLocale',
  'accent',
  'demo',
  'version',
  'createdAt',
] as const

export async function organizerIdByTail(tx: GlobalTx, tail: number): Promise<string | null> {
  const row = await tx.selectFrom('organizers').select('id').where('tail', '=', BigInt(tail)).executeTakeFirst()
  return row?.id ?? null
}

export async function organizerIds(tx: GlobalTx): Promise<string[]> {
  return (await tx.selectFrom('organizers').select('id').orderBy('id').execute()).map(row => row.id)
}

export async function organizerById(tx: GlobalTx, id: string): Promise<OrganizerProfile | null> {
  const row = await tx.selectFrom('organizers').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return (row as OrganizerProfile | undefined) ?? null
}

export async function organizerBySlug(tx: GlobalTx, slug: string): Promise<OrganizerProfile | null> {
  const row = await tx.selectFrom('organizers').select(COLUMNS).where('slug', '=', slug).executeTakeFirst()
  return (row as OrganizerProfile | undefined) ?? null
}

/** Null when the slug, or by a chance of one in four thousand million the tail, is taken. */
export async function insertOrganizer(
  tx: Tx,
  id: string,
  slug: string,
  input: NewOrganizer,
): Promise<OrganizerProfile | null> {
  const row = await tx
    .insertInto('organizers')
    .values({
      id,
      slug,
      name: input.name,
      country: input.country,
      timezone: input.timezone,
      currency: input.currency,
      defaultLocale: input.defaultLocale,
      demo: input.demo ?? false,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst()
  return (row as OrganizerProfile | undefined) ?? null
}

export type ProfileChange = Partial<
  Pick<
    OrganizerProfile,
    | 'slug'
    | 'name'
    | 'about'
    | 'website'
    | 'contactEmail'
    | 'legalName'
    | 'legalAddress'
    | 'country'
    | 'timezone'
    | 'currency'
    | 'defaultLocale'
    | 'accent'
  >
>

export async function updateOrganizer(
  tx: Tx,
  id: string,
  version: number,
  { about, ...change }: ProfileChange,
): Promise<OrganizerProfile | null> {
  const row = await tx
    .updateTable('organizers')
    .set({
      ...change,
      ...(about ? { about: sql<string>`${JSON.stringify(about)}::jsonb` } : {}),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(COLUMNS)
    .executeTakeFirst()
  return (row as OrganizerProfile | undefined) ?? null
}
