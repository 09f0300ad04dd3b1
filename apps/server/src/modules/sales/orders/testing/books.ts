import type { TestDatabase } from '../../../../platform/testing/test-database.ts'

/** Looks at all that an organizer sold and names everything that is not as it must be; empty when all is well. */
export async function whatIsWrong(database: TestDatabase, organizerId: string): Promise<string[]> {
  const rules = Object.entries(RULES).map(
    ([name, query]) => `select '${name.replaceAll("'", "''")}' as rule, to_jsonb(w) as row from (${query}) w`,
  )
  const rows = await database.asSuperuser<{ rule: string; row: unknown }>(rules.join(' union all '), [organizerId])
  return rows.map(({ rule, row }) => `${rule}: ${JSON.stringify(row)}`)
}

const RULES = {
  'INV-1, INV-2 taken is what is held and sold, and no more than there is': `
    select pool_id, capacity, taken, recount from audit.pool
     where organizer_id = $1 and (taken is distinct from recount or taken > capacity)`,
  'ORD-2 an order costs what its lines cost': `
    select order_id, total_minor, lines_minor from audit.order_money where organizer_id = $1 and total_minor <> lines_minor`,
  'ORD-1 what is paid says when, and nothing else does': `
    select id, state from orders where organizer_id = $1
       and case when state in ('paid', 'partly_refunded', 'refunded') then paid_at is null when state in ('awaiting_payment', 'expired') then paid_at is not null end`,
  'ORD-1 an order and its hold agree': `
    select o.id, o.state as order_state, h.state as hold_state from orders o join holds h on h.organizer_id = o.organizer_id and h.id = o.hold_id
     where o.organizer_id = $1 and h.state <> case when o.paid_at is not null then 'converted' when o.state = 'awaiting_payment' then 'ordered'
             when o.state = 'expired' then 'expired' else 'released' end`,
  'TIX-1 a live paid admission has exactly one valid ticket': `
    select p.position_id from audit.position p left join audit.ticket t on t.position_id = p.position_id
     where p.organizer_id = $1 and p.admission and p.paid and not p.cancelled group by 1 having count(*) filter (where t.valid) <> 1`,
  'TIX-1 a valid ticket belongs to a live paid admission': `
    select t.position_id from audit.ticket t join audit.position p on p.position_id = t.position_id
     where t.organizer_id = $1 and t.valid and (not p.paid or p.cancelled or not p.admission)`,
  'LED-1 an entry balances': `
    select entry_id, sum(amount_minor) from audit.journal_line where organizer_id = $1 group by entry_id, currency having sum(amount_minor) <> 0`,
  'LED-5 what the gateway holds for an order is what was captured and not returned': `
    select o.id, b.held, m.captured_minor, m.returned_minor from orders o join audit.order_money m on m.order_id = o.id
      left join lateral (select coalesce(sum(l.amount_minor), 0) as held from journal_entries e join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
                          where e.organizer_id = o.organizer_id and e.order_id = o.id and l.account like 'gateway:%') b on true
      left join lateral (select coalesce(sum(d.withdrawn_minor + d.fee_minor - d.lost_minor), 0) as disputed from payment_disputes d join payments p
                            on p.organizer_id = d.organizer_id and p.id = d.payment_id where p.organizer_id = o.organizer_id and p.order_id = o.id) d on true
     where o.organizer_id = $1 and b.held <> m.captured_minor - m.returned_minor - d.disputed`,
  'LED-3 what disputes hold is what is withdrawn and not yet lost': `
    select o.id, b.held, d.open from orders o
      left join lateral (select coalesce(sum(l.amount_minor), 0) as held from journal_entries e join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
                          where e.organizer_id = o.organizer_id and e.order_id = o.id and l.account like 'disputed:%') b on true
      left join lateral (select coalesce(sum(d.withdrawn_minor - d.lost_minor), 0) as open from payment_disputes d join payments p
                            on p.organizer_id = d.organizer_id and p.id = d.payment_id where p.organizer_id = o.organizer_id and p.order_id = o.id) d on true
     where o.organizer_id = $1 and b.held <> d.open`,
  'LED-5 what was earned is what was paid for and not promised back': `
    select o.id, b.earned, m.lines_refunded_minor from orders o join audit.order_money m on m.order_id = o.id
      left join lateral (select -coalesce(sum(l.amount_minor), 0) as earned from journal_entries e join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
                          where e.organizer_id = o.organizer_id and e.order_id = o.id and (l.account in ('sales', 'fees') or l.account like 'tax:%')) b on true
     where o.organizer_id = $1 and b.earned <> case when o.paid_at is null then 0 else o.total_minor end - m.lines_refunded_minor`,
  'LED-3 nothing stays unallocated': `
    select e.order_id, sum(l.amount_minor) from journal_entries e join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
     where e.organizer_id = $1 and l.account = 'unallocated' group by 1 having sum(l.amount_minor) <> 0`,
  'LED-3 what is owed is what refunds are open or failed': `
    select o.id, b.owed, r.open from orders o
      left join lateral (select -coalesce(sum(l.amount_minor), 0) as owed from journal_entries e join journal_lines l on l.organizer_id = e.organizer_id and l.entry_id = e.id
                          where e.organizer_id = o.organizer_id and e.order_id = o.id and l.account = 'refunds_payable') b on true
      left join lateral (select coalesce(sum(amount_minor), 0) as open from audit.refund r where r.order_id = o.id and not settled and not reversed) r on true
     where o.organizer_id = $1 and b.owed <> r.open`,
  'REF-1 each refund is booked, and settled when it succeeded': `
    select refund_id from audit.refund where organizer_id = $1 and (not booked or (state = 'succeeded') <> settled)`,
  'PAY-3 a captured payment is booked once': `
    select payment_id from audit.payment where organizer_id = $1 and state = 'succeeded' and not booked`,
  'REF-1 no payment gives back more than it took': `
    select id from payments where organizer_id = $1 and refunded_minor + refund_pending_minor > amount_minor`,
  'REF-5 an order is refunded by what gateways gave back': `
    select o.id, o.state, o.refunded_minor, r.returned from orders o
      left join lateral (select coalesce(sum(amount_minor), 0) as returned from refunds r
                          where r.organizer_id = o.organizer_id and r.order_id = o.id and r.payment_id = o.payment_id and r.state = 'succeeded') r on true
     where o.organizer_id = $1 and (o.refunded_minor <> r.returned or o.state = 'refunded' and o.refunded_minor <> o.total_minor)`,
}
