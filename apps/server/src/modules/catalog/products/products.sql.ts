import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { NewProduct, NewVariant, ProductChange, ProductRecord } from './public.ts'

type Row = Omit<ProductRecord, 'tax' | 'variants'> & {
  taxCode: string | null
  taxLabel: Record<string, string>
  taxPpm: number
  variants: Array<{ id: string; name: Record<string, string>; priceMinor: string | null }>
}

/** Products in their order; archived ones last. */
export async function selectProducts(
  tx: Tx,
  eventId: string,
  productId: string | null = null,
): Promise<ProductRecord[]> {
  const { rows } = await sql<Row>`
    select p.event_id, p.id, p.kind, p.name, p.description, p.price_minor, p.price_includes_tax, p.tax_code, p.tax_label, p.tax_ppm, p.date_ids::text[] as date_ids,
           p.sale_starts_at, p.sale_ends_at, p.min_per_order, p.max_per_order, p.hidden, p.position, p.archived_at, p.version, p.created_at,
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'priceMinor', v.price_minor::text) order by v.position, v.id), '[]')
              from product_variants v where v.organizer_id = p.organizer_id and v.product_id = p.id and v.archived_at is null) as variants
      from products p
     where p.organizer_id = current_organizer() and p.event_id = ${eventId} and (${productId}::uuid is null or p.id = ${productId})
     order by p.archived_at nulls first, p.position, p.created_at, p.id
  `.execute(tx)
  return rows.map(({ taxCode, taxLabel, taxPpm, variants, ...row }) => ({
    ...row,
    tax: taxCode === null ? null : { code: taxCode, label: taxLabel, ratePpm: taxPpm },
    variants: variants.map(variant => ({
      ...variant,
      priceMinor: variant.priceMinor === null ? null : BigInt(variant.priceMinor),
    })),
  }))
}

export async function insertProduct(tx: Tx, organizerId: string, eventId: string, input: NewProduct): Promise<string> {
  const id = input.id ?? newTenantUuid(organizerId)
  await tx
    .insertInto('products')
    .values({
      organizerId,
      id,
      eventId,
      kind: input.kind,
      name: JSON.stringify(input.name),
      priceMinor: input.priceMinor,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from products where organizer_id = ${organizerId} and event_id = ${eventId})`,
      ...columnsOf(input),
    })
    .execute()
  await insertVariants(tx, organizerId, id, input.variants ?? [])
  return id
}

/** False when the product is of another version by now. */
export async function updateProduct(
  tx: Tx,
  productId: string,
  version: number | null,
  change: ProductChange,
): Promise<boolean> {
  const row = await tx
    .updateTable('products')
    .set({
      ...(change.kind ? { kind: change.kind } : {}),
      ...(change.name ? { name: JSON.stringify(change.name) } : {}),
      ...(change.priceMinor !== undefined ? { priceMinor: change.priceMinor } : {}),
      ...columnsOf(change),
      ...(change.archived === undefined
        ? {}
        : { archivedAt: change.archived ? sql<Date>`coalesce(archived_at, clock_timestamp())` : null }),
      version: sql<number>`version + 1`,
    })
    .where('organizerId', '=', sql<string>`current_organizer()`)
    .where('id', '=', productId)
    .$if(version !== null, query => query.where('version', '=', version))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

function columnsOf(input: ProductChange) {
  return {
    ...(input.description ? { description: JSON.stringify(input.description) } : {}),
    ...(input.priceIncludesTax === undefined ? {} : { priceIncludesTax: input.priceIncludesTax }),
    ...(input.tax === undefined
      ? {}
      : {
          taxCode: input.tax?.code ?? null,
          taxLabel: JSON.stringify(input.tax?.label ?? {}),
          taxPpm: input.tax?.ratePpm ?? 0,
        }),
    ...(input.dateIds === undefined ? {} : { dateIds: input.dateIds }),
    ...(input.saleStartsAt === undefined ? {} : { saleStartsAt: input.saleStartsAt }),
    ...(input.saleEndsAt === undefined ? {} : { saleEndsAt: input.saleEndsAt }),
    ...(input.minPerOrder === undefined ? {} : { minPerOrder: input.minPerOrder }),
    ...(input.maxPerOrder === undefined ? {} : { maxPerOrder: input.maxPerOrder }),
    ...(input.hidden === undefined ? {} : { hidden: input.hidden }),
  }
}

async function insertVariants(
  tx: Tx,
  organizerId: string,
  productId: string,
  variants: readonly NewVariant[],
  from = 0,
): Promise<void> {
  if (variants.length === 0) return
  const rows = variants.map((variant, index) => ({
    organizerId,
    id: variant.id ?? (newTenantUuid(organizerId) as string),
    productId,
    name: JSON.stringify(variant.name),
    priceMinor: variant.priceMinor ?? null,
    position: from + index,
  }))
  await tx.insertInto('productVariants').values(rows).execute()
}

/** One variant is changed, or added where it has no id yet. */
export async function saveVariant(
  tx: Tx,
  organizerId: string,
  productId: string,
  variant: NewVariant,
  position: number,
): Promise<void> {
  if (!variant.id) return insertVariants(tx, organizerId, productId, [variant], position)
  await tx
    .updateTable('productVariants')
    .set({ name: JSON.stringify(variant.name), priceMinor: variant.priceMinor ?? null, position })
    .where('organizerId', '=', organizerId)
    .where('id', '=', variant.id)
    .execute()
}

export async function archiveVariant(tx: Tx, variantId: string): Promise<void> {
  await sql`update product_variants set archived_at = clock_timestamp() where organizer_id = current_organizer() and id = ${variantId}`.execute(
    tx,
  )
}

export async function deleteVariant(tx: Tx, variantId: string): Promise<void> {
  await sql`delete from product_variants where organizer_id = current_organizer() and id = ${variantId}`.execute(tx)
}

export async function deleteProduct(tx: Tx, productId: string, version: number): Promise<boolean> {
  const { rows } =
    await sql`delete from products where organizer_id = current_organizer() and id = ${productId} and version = ${version} returning id`.execute(
      tx,
    )
  return rows.length > 0
}

export async function updatePositions(tx: Tx, eventId: string, productIds: readonly string[]): Promise<void> {
  await sql`
    update products p set position = o.position::int, version = version + 1
      from unnest(${productIds}::uuid[]) with ordinality as o(id, position)
     where p.organizer_id = current_organizer() and p.event_id = ${eventId} and p.id = o.id and p.position <> o.position
  `.execute(tx)
}

/** The tenant of the transaction. */
export async function organizerOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select current_organizer() as id`.execute(tx)
  return rows[0]!.id
}
