/**
 * What must be true of a live database, whatever happened. Each query answers the violations: none when it holds. Amounts
 * and ids only, through the auditor's views.
 */
export type Invariant = { id: string; says: string; sql: string }

export const INVARIANTS: Invariant[] = [
  {
    id: 'INV-1',
    says: 'No pool is oversold',
    sql: 'select pool_id, capacity, taken from audit.pool where taken > capacity or taken < 0',
  },
  {
    id: 'INV-2',
    says: 'A pool counts exactly what is held and sold',
    sql: 'select pool_id, taken, recount from audit.pool where taken is distinct from recount',
  },
  {
    id: 'HOLD-2',
    says: 'A hold and its order agree on what became of them',
    sql: `select hold_id, state, order_state from audit.hold
           where not event_exists
              or state = 'ordered' and order_state is distinct from 'awaiting_payment'
              or state = 'live' and order_state is not null
              or state = 'converted' and (order_state is null or order_state in ('awaiting_payment', 'expired'))`,
  },
  {
    id: 'ORD-1',
    says: 'What is paid says when, and nothing else does; what cost something says by which payment',
    sql: `select order_id, state, paid, payment_id from audit.order_money
           where state in ('paid', 'partly_refunded', 'refunded') and not paid
              or state in ('awaiting_payment', 'expired') and paid
              or paid and total_minor > 0 and payment_id is null
              or not paid and payment_id is not null`,
  },
  {
    id: 'ORD-5',
    says: 'A cart became one order at most',
    sql: 'select hold_id, count(*) from audit.order_money group by organizer_id, hold_id having count(*) > 1',
  },
  {
    id: 'ORD-2',
    says: 'An order is the sum of its lines and of its quote',
    sql: 'select order_id, total_minor, lines_minor, quoted_minor from audit.order_money where total_minor <> lines_minor or total_minor is distinct from quoted_minor',
  },
  {
    id: 'ORD-8',
    says: 'Every line, moment and ticket belongs to an order',
    sql: 'select kind, id from audit.orphan',
  },
  {
    id: 'TIX-1',
    says: 'Every paid admission has one valid ticket, and every valid ticket a paid admission',
    sql: `select p.position_id from audit.position p left join audit.ticket t on t.organizer_id = p.organizer_id and t.position_id = p.position_id
           where p.admission and p.paid and not p.cancelled group by p.organizer_id, p.position_id having count(t.ticket_id) filter (where t.valid) <> 1
          union all
          select t.position_id from audit.ticket t join audit.position p on p.organizer_id = t.organizer_id and p.position_id = t.position_id
           where t.valid and (not p.paid or p.cancelled)`,
  },
  {
    id: 'LED-1',
    says: 'Every journal entry balances per currency',
    sql: 'select entry_id, currency, sum(amount_minor) from audit.journal_line group by organizer_id, entry_id, currency having sum(amount_minor) <> 0',
  },
  {
    id: 'LED-2',
    says: 'The application can neither change nor delete what is in the books, the story of an order and the audit trail',
    sql: `select t.name, p.privilege from (values ('journal_entries'), ('journal_lines'), ('order_timeline'), ('audit_records')) t(name)
           cross join (values ('update'), ('delete'), ('truncate')) p(privilege)
           where has_table_privilege('tessera_app', format('public.%I', t.name), p.privilege)`,
  },
  {
    id: 'LED-3-SUSPENSE',
    says: 'No money is left that belongs to nothing',
    sql: `select organizer_id, currency, sum(amount_minor) as stray from audit.journal_line where account = 'unallocated'
           group by 1, 2 having sum(amount_minor) <> 0`,
  },
  {
    id: 'LED-4',
    says: 'What payments and orders say was given back is what their refunds come to',
    sql: `select payment_id, refunded_minor, returned_minor, refund_pending_minor, returning_minor from audit.payment
           where refunded_minor <> returned_minor or refund_pending_minor <> returning_minor
          union all
          select order_id, refunded_minor, own_returned_minor, null, null from audit.order_money where refunded_minor <> own_returned_minor`,
  },
  {
    id: 'LED-6',
    says: 'The books of an order keep its currency',
    sql: `select j.entry_id, j.currency, o.currency as of_order from audit.journal_line j
            join audit.order_money o on o.organizer_id = j.organizer_id and o.order_id = j.order_id where j.currency <> o.currency`,
  },
  {
    id: 'LED-3',
    says: 'What the books say of refunds that are owed is what refunds are open',
    sql: `select coalesce(b.organizer_id, r.organizer_id) as organizer_id, coalesce(b.currency, r.currency) as currency, b.owed, r.open
            from (select organizer_id, currency, -sum(amount_minor) as owed from audit.journal_line where account = 'refunds_payable' group by 1, 2) b
            full join (select organizer_id, currency, sum(amount_minor) as open from audit.refund where not settled and not reversed group by 1, 2) r
              on r.organizer_id = b.organizer_id and r.currency = b.currency
           where coalesce(b.owed, 0) <> coalesce(r.open, 0)`,
  },
  {
    id: 'LED-3-DISPUTES',
    says: 'What the books say that disputes hold is what they took and have not decided, and no refused refund hides in it',
    sql: `select coalesce(b.organizer_id, d.organizer_id) as organizer_id, coalesce(b.currency, d.currency) as currency, b.held, d.open
            from (select organizer_id, currency, sum(amount_minor) as held from audit.journal_line where account like 'disputed:%' group by 1, 2) b
            full join (select organizer_id, currency, sum(withdrawn_minor - lost_minor) as open from audit.dispute group by 1, 2) d
              on d.organizer_id = b.organizer_id and d.currency = b.currency
           where coalesce(b.held, 0) <> coalesce(d.open, 0)
          union all
          select organizer_id, currency, withdrawn_minor, lost_minor from audit.dispute where state = 'won' and withdrawn_minor > 0 and lost_minor > 0`,
  },
  {
    id: 'LED-3-GATEWAYS',
    says: 'A gateway account holds what was captured, less what went back and what disputes took and cost',
    sql: `select coalesce(b.organizer_id, p.organizer_id) as organizer_id, coalesce(b.gateway, p.gateway) as gateway, coalesce(b.currency, p.currency) as currency, b.held, p.rest
            from (select organizer_id, substring(account from 9) as gateway, currency, sum(amount_minor) as held
                    from audit.journal_line where account like 'gateway:%' group by 1, 2, 3) b
            full join (select organizer_id, gateway, currency, sum(minor) as rest
                         from (select organizer_id, gateway, currency, amount_minor - refunded_minor as minor from audit.payment where state = 'succeeded'
                               union all select organizer_id, gateway, currency, lost_minor - withdrawn_minor - fee_minor from audit.dispute) m
                        group by 1, 2, 3) p
              on p.organizer_id = b.organizer_id and p.gateway = b.gateway and p.currency = b.currency
           where coalesce(b.held, 0) <> coalesce(p.rest, 0)`,
  },
  {
    id: 'LED-5',
    says: 'What was captured for an order is what it costs, besides what is returned or returning as surplus',
    sql: `select order_id, state, total_minor, captured_minor, returned_minor, returning_minor, refunded_minor from audit.order_money
           where returned_minor + returning_minor > captured_minor
              or refunded_minor > total_minor
              or state in ('paid', 'partly_refunded', 'refunded') and lines_refunded_minor > captured_minor`,
  },
  {
    id: 'LED-5-EARNED',
    says: 'What an order earned in the books, taxes included, is what it costs less what went back of its lines',
    sql: `select o.order_id, j.earned, o.total_minor, o.lines_refunded_minor from audit.order_money o
            left join (select organizer_id, order_id, -sum(amount_minor) as earned from audit.journal_line
                        where account in ('sales', 'fees') or account like 'tax:%' group by 1, 2) j
              on j.organizer_id = o.organizer_id and j.order_id = o.order_id
           where coalesce(j.earned, 0) <> case when o.paid then o.total_minor else 0 end - o.lines_refunded_minor`,
  },
  {
    id: 'PAY-2',
    says: 'What was taken beyond what an order costs is on its way back or has gone, or is known to be owed',
    sql: `select o.order_id, o.total_minor, o.captured_minor, r.back from audit.order_money o
            left join (select organizer_id, order_id, sum(amount_minor) as back from audit.refund where not reversed group by 1, 2) r
              on r.organizer_id = o.organizer_id and r.order_id = o.order_id
           where o.captured_minor - coalesce(r.back, 0) > case when o.paid then o.total_minor else 0 end`,
  },
  {
    id: 'PAY-6',
    says: 'An order was paid by what it costs, in its currency, by a payment of its own',
    sql: `select o.order_id, o.total_minor, p.amount_minor from audit.order_money o
            left join audit.payment p on p.organizer_id = o.organizer_id and p.payment_id = o.payment_id
           where o.payment_id is not null
             and (p.payment_id is null or p.state <> 'succeeded' or p.order_id <> o.order_id or p.amount_minor <> o.total_minor or p.currency <> o.currency)`,
  },
  {
    id: 'PAY-11',
    says: 'What costs nothing was asked of no gateway',
    sql: 'select payment_id from audit.payment where amount_minor = 0',
  },
  {
    id: 'PAY-3',
    says: 'No money was captured that is neither sold nor unallocated',
    sql: "select payment_id, state from audit.payment where state = 'succeeded' and amount_minor > 0 and not booked",
  },
  {
    id: 'PAY-4',
    says: 'No order is paid without funds',
    sql: "select order_id, total_minor, captured_minor from audit.order_money where state in ('paid', 'partly_refunded', 'refunded') and captured_minor < total_minor",
  },
  {
    id: 'REF-1',
    says: 'Refunds never exceed their payment, and each is booked',
    sql: `select p.payment_id from audit.payment p join audit.refund r on r.organizer_id = p.organizer_id and r.payment_id = p.payment_id
           where r.state <> 'failed' group by p.organizer_id, p.payment_id, p.amount_minor having sum(r.amount_minor) > p.amount_minor
          union all select payment_id from audit.refund where not booked or (state = 'succeeded') <> settled`,
  },
  {
    id: 'CHK-1',
    says: 'On a list without re-entry a ticket entered at most once in each window; what devices did offline is flagged',
    sql: `select ticket_id, list_id, window_key from audit.scan
           where accepted and direction = 'entry' and not undone and not conflict and list_reentry = 'none'
           group by organizer_id, ticket_id, list_id, window_key having count(*) > 1
          union all
          select ticket_id, list_id, null from audit.scan where list_reentry is null or not ticket_known`,
  },
  {
    id: 'AUD-1',
    says: 'The audit trail is whole: no record changed, none missing',
    sql: `select organizer_id, seq from audit.log where not intact or prev_hash <> expected_prev or seq <> expected_seq
          union all select organizer_id, seq from audit.log_head where seq <> newest_seq or seq > 0 and hash <> newest_hash`,
  },
  {
    id: 'TEN-1',
    says: 'Row-level security is enabled and forced on every table that belongs to tenants',
    sql: `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind in ('r', 'p')
             and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organizer_id' and not a.attisdropped)
             and c.relname <> 'device_codes' and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    id: 'TEN-2',
    says: 'No foreign key can lead from one tenant to another',
    sql: `select k.conname from pg_constraint k
           where k.contype = 'f' and k.connamespace = 'public'::regnamespace
             and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'organizer_id')
             and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'organizer_id')
             and not exists (select from unnest(k.conkey) c join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c and a.attname = 'organizer_id')`,
  },
  {
    id: 'PRV-0',
    says: 'Every table and column says what it holds and how private that is',
    sql: `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relnamespace in ('public'::regnamespace, to_regnamespace('auth')) and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
             and coalesce(col_description(c.oid, a.attnum), '') !~ '^(none|pseudonymous|personal|special|secret): .'
          union all
          select relname, null from pg_class c where c.relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'kysely_%'
             and coalesce(obj_description(c.oid), '') !~ 'purpose: .+; retention: .+'`,
  },
]
