import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { JournalEntry, PostedEntry } from './public.ts'

export async function insertEntry(tx: Tx, entry: JournalEntry): Promise<void> {
  const id = newTenantUuid(entry.organizerId)
  await tx
    .insertInto('journalEntries')
    .values({
      organizerId: entry.organizerId,
      id,
      kind: entry.kind,
      orderId: entry.orderId ?? null,
      paymentId: entry.paymentId ?? null,
      refundId: entry.refundId ?? null,
      disputeId: entry.disputeId ?? null,
    })
    .execute()
  if (entry.lines.length === 0) return
  await tx
    .insertInto('journalLines')
    .values(
      entry.lines.map(line => ({
        organizerId: entry.organizerId,
        id: newTenantUuid(entry.organizerId),
        entryId: id,
        account: line.account,
        amountMinor: line.amountMinor,
        currency: entry.currency,
        eventId: entry.eventId,
      })),
    )
    .execute()
}

export async function selectEntriesOfOrder(tx: Tx, orderId: string): Promise<PostedEntry[]> {
  const { rows } = await sql<Omit<PostedEntry, 'lines'> & { lines: Array<{ account: string; amount: string }> | null }>`
    select e.organizer_id, e.id, e.at, e.kind, e.order_id, e.payment_id, e.refund_id, e.dispute_id, min(l.currency) as currency, min(l.event_id::text) as event_id,
           jsonb_agg(jsonb_build_object('account', l.account, 'amount', l.amount_minor::text) order by l.id) filter (where l.id is not null) as lines
      from journal_entries e left join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
     where e.organizer_id = current_organizer() and e.order_id = ${orderId} group by e.organizer_id, e.id order by e.at, e.id
  `.execute(tx)
  return rows.map(row => ({
    ...row,
    lines: (row.lines ?? []).map(line => ({ account: line.account, amountMinor: BigInt(line.amount) })),
  }))
}
