import { newTenantUuid } from '@tessera/kernel/ids'
import { NOTHING_REFUNDED } from '@tessera/pricing/refund-share'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Attendee, NewLine } from './line.ts'
import type { OrderLine } from './public.ts'
import type { LineRefund } from './refund.ts'

type Row = Omit<OrderLine, 'paid' | 'refunded'> & {
  netMinor: bigint
  taxMinor: bigint
  feeNetMinor: bigint
  feeTaxMinor: bigint
  refundedNetMinor: bigint
  refundedTaxMinor: bigint
  refundedFeeNetMinor: bigint
  refundedFeeTaxMinor: bigint
}

export async function selectLines(tx: Tx, orderId: string): Promise<OrderLine[]> {
  const { rows } = await sql<Row>`
    select id, position, quote_line_key, product_id, variant_id, date_id, kind, product_name, variant_name, pool_ids, state, attendee_name, attendee_email,
           answers, gross_minor, net_minor, tax_minor, tax_code, tax_ppm, fee_gross_minor, fee_net_minor, fee_tax_minor, fee_tax_code, cancelled_at,
           refunded_net_minor, refunded_tax_minor, refunded_fee_net_minor, refunded_fee_tax_minor
      from order_lines where organizer_id = current_organizer() and order_id = ${orderId} order by position
  `.execute(tx)
  return rows.map(lineOf)
}

function lineOf(row: Row): OrderLine {
  const { netMinor, taxMinor, feeNetMinor, feeTaxMinor, ...more } = row
  const { refundedNetMinor, refundedTaxMinor, refundedFeeNetMinor, refundedFeeTaxMinor, ...line } = more
  return {
    ...line,
    paid: { priceNetMinor: netMinor, priceTaxMinor: taxMinor, feeNetMinor, feeTaxMinor },
    refunded: {
      priceNetMinor: refundedNetMinor,
      priceTaxMinor: refundedTaxMinor,
      feeNetMinor: refundedFeeNetMinor,
      feeTaxMinor: refundedFeeTaxMinor,
    },
  }
}

/** All lines of these orders in one statement, however many there are; by order. */
export async function insertLines(
  tx: Tx,
  orders: ReadonlyArray<{ orderId: string; hold: { organizerId: string }; lines: NewLine[] }>,
): Promise<Map<string, OrderLine[]>> {
  const inserted = new Map(
    orders.map(({ orderId, hold, lines }) => [
      orderId,
      lines.map(
        (line): OrderLine => ({
          ...line,
          id: newTenantUuid(hold.organizerId),
          state: 'active',
          refunded: NOTHING_REFUNDED,
          cancelledAt: null,
        }),
      ),
    ]),
  )
  const rows = [...inserted].flatMap(([orderId, lines]) => lines.map(line => ({ order_id: orderId, ...rowOf(line) })))
  await sql`
    insert into order_lines (organizer_id, order_id, id, position, quote_line_key, product_id, variant_id, date_id, kind, product_name, variant_name,
                             pool_ids, attendee_name, attendee_email, answers, gross_minor, net_minor, tax_minor, tax_code, tax_ppm, fee_gross_minor,
                             fee_net_minor, fee_tax_minor, fee_tax_code)
    select current_organizer(), l.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(order_id uuid, id uuid, position int,
      quote_line_key text, product_id uuid, variant_id uuid, date_id uuid, kind text, product_name jsonb, variant_name jsonb, pool_ids uuid[],
      attendee_name text, attendee_email text, answers jsonb, gross_minor bigint, net_minor bigint, tax_minor bigint, tax_code text, tax_ppm int,
      fee_gross_minor bigint, fee_net_minor bigint, fee_tax_minor bigint, fee_tax_code text)
  `.execute(tx)
  return inserted
}

function rowOf({ paid, ...line }: OrderLine) {
  return {
    id: line.id,
    position: line.position,
    quote_line_key: line.quoteLineKey,
    product_id: line.productId,
    variant_id: line.variantId,
    date_id: line.dateId,
    kind: line.kind,
    product_name: line.productName,
    variant_name: line.variantName,
    pool_ids: line.poolIds,
    attendee_name: line.attendeeName,
    attendee_email: line.attendeeEmail,
    answers: line.answers,
    gross_minor: String(line.grossMinor),
    net_minor: String(paid.priceNetMinor),
    tax_minor: String(paid.priceTaxMinor),
    tax_code: line.taxCode,
    tax_ppm: line.taxPpm,
    fee_gross_minor: String(line.feeGrossMinor),
    fee_net_minor: String(paid.feeNetMinor),
    fee_tax_minor: String(paid.feeTaxMinor),
    fee_tax_code: line.feeTaxCode,
  }
}

/**
 * Ends units, each at most once: what was cancelled before is not among the answer, so its capacity is not freed twice.
 */
export async function cancelLines(tx: Tx, lineIds: string[]): Promise<Array<{ id: string; poolIds: string[] }>> {
  if (lineIds.length === 0) return []
  const { rows } = await sql<{ id: string; poolIds: string[] }>`
    update order_lines set state = 'cancelled', cancelled_at = clock_timestamp()
     where organizer_id = current_organizer() and id = any (${lineIds}::uuid[]) and state = 'active' returning id, pool_ids
  `.execute(tx)
  return rows
}

/** Notes what goes back of each line, part by part; the checks of the table refuse more than was paid. */
export async function addRefundedParts(tx: Tx, refunds: LineRefund[]): Promise<void> {
  const rows = refunds.map(({ line, parts }) => ({
    id: line.id,
    net: String(parts.priceNetMinor),
    tax: String(parts.priceTaxMinor),
    fee_net: String(parts.feeNetMinor),
    fee_tax: String(parts.feeTaxMinor),
  }))
  await sql`
    update order_lines l set refunded_net_minor = refunded_net_minor + r.net, refunded_tax_minor = refunded_tax_minor + r.tax,
           refunded_fee_net_minor = refunded_fee_net_minor + r.fee_net, refunded_fee_tax_minor = refunded_fee_tax_minor + r.fee_tax
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, net bigint, tax bigint, fee_net bigint, fee_tax bigint)
     where l.organizer_id = current_organizer() and l.id = r.id
  `.execute(tx)
}

export async function updateAttendee(tx: Tx, lineId: string, attendee: Attendee): Promise<void> {
  await sql`
    update order_lines set attendee_name = ${attendee.name}, attendee_email = ${attendee.email}, answers = ${JSON.stringify(attendee.answers)}::jsonb
     where organizer_id = current_organizer() and id = ${lineId}
  `.execute(tx)
}
