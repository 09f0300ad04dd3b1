-- Scarcity and money: pools, holds, orders, payments, tickets, the journal.
begin;

-- Inventory -----------------------------------------------------------------------------------------------------------

create table pools (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null check (char_length(name) between 1 and 120),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade
);
create index pools_event on pools (organizer_id, event_id);
call describe('pools', 'A counted capacity that products draw on. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | Pool id', 'event_id | none | Of which event', 'name | none | For the organizer', 'version | none | For If-Match', 'created_at | none | When');
call tenant_table('pools');

-- The one hot row of a pool. Narrow and half-empty, so that an update stays on its page; nothing references it.
create table pool_counters (
  organizer_id uuid not null,
  pool_id uuid not null,
  capacity int check (capacity >= 0),
  taken int not null default 0 check (taken >= 0),
  primary key (organizer_id, pool_id),
  constraint pool_counters_no_oversell check (taken <= capacity)
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
call describe('pool_counters', 'How much of a pool is taken: by live holds, by orders awaiting payment, by paid units. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'pool_id | none | Which pool', 'capacity | none | Size; null is unlimited', 'taken | none | Units that are held or sold');
call tenant_table('pool_counters');

create table pool_draws (
  organizer_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  product_id uuid not null,
  variant_id uuid,
  date_id uuid,
  primary key (organizer_id, id),
  foreign key (organizer_id, pool_id) references pools (organizer_id, id) on delete cascade,
  foreign key (organizer_id, product_id) references products (organizer_id, id) on delete cascade,
  foreign key (organizer_id, variant_id) references product_variants (organizer_id, id) on delete cascade,
  foreign key (organizer_id, date_id) references event_dates (organizer_id, id) on delete cascade,
  constraint pool_draws_once unique nulls not distinct (organizer_id, pool_id, product_id, variant_id, date_id)
);
create index pool_draws_product on pool_draws (organizer_id, product_id);
call describe('pool_draws', 'Which product, variant and date draws on which pool; a line draws on every pool it touches. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | Draw id', 'pool_id | none | From this pool', 'product_id | none | This product draws', 'variant_id | none | Only this variant; null is any', 'date_id | none | Only this date; null is any');
call tenant_table('pool_draws');

-- Holds reference neither events nor pools by foreign key: each insert would lock the hot parent's row (measured: halves
-- the throughput). The claiming function checks them set-wise, and the audit looks for orphans.
create table holds (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  state text not null default 'live' check (state in ('live', 'ordered', 'converted', 'released', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ttl_seconds int not null,
  extensions int not null default 0 check (extensions between 0 and 1),
  pool_ids uuid[] not null,
  pool_quantities int[] not null,
  quote jsonb not null,
  total_minor bigint not null check (total_minor >= 0),
  currency text not null,
  idempotency_key text,
  request_hash bytea,
  primary key (organizer_id, id),
  check (cardinality(pool_ids) = cardinality(pool_quantities))
);
create unique index holds_idempotency on holds (organizer_id, idempotency_key) where idempotency_key is not null;
create index holds_expiry on holds (organizer_id, expires_at) where state in ('live', 'ordered');
call describe('holds', 'Capacity and price claimed for a short time. One that has expired claims nothing, swept or not. purpose: contract; retention: 30 days when unused',
  'organizer_id | none | Whose', 'id | none | Hold id', 'event_id | none | Of which event', 'state | none | Live, ordered (an order awaits payment), converted, released or expired', 'created_at | none | By the database''s clock', 'expires_at | none | Until', 'ttl_seconds | none | Life it was given', 'extensions | none | How often extended', 'pool_ids | none | What it claims', 'pool_quantities | none | How much of each', 'quote | none | Priced cart with its explanation; this price holds', 'total_minor | none | Total', 'currency | none | ISO 4217', 'idempotency_key | none | Of the request', 'request_hash | none | Of the request');
call tenant_table('holds');

-- Orders --------------------------------------------------------------------------------------------------------------

create table orders (
  organizer_id uuid not null,
  id uuid not null,
  code text not null check (code ~ '^[2-9A-HJKMNP-TV-Z]{8}$'),
  event_id uuid not null,
  hold_id uuid not null,
  state text not null default 'awaiting_payment'
    check (state in ('awaiting_payment', 'paid', 'partly_refunded', 'refunded', 'expired', 'cancelled')),
  buyer_name text not null,
  buyer_email text not null,
  locale text not null default 'en',
  answers jsonb not null default '{}',
  quote jsonb not null,
  total_minor bigint not null check (total_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0 and refunded_minor <= total_minor),
  currency text not null,
  secret_version int not null default 1,
  placed_at timestamptz not null default now(),
  pay_until timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  version int not null default 1,
  primary key (organizer_id, id)
);
create unique index orders_code on orders (organizer_id, code);
create unique index orders_hold on orders (organizer_id, hold_id);
create index orders_event on orders (organizer_id, event_id, placed_at desc);
create index orders_newest on orders (organizer_id, placed_at desc);
create index orders_buyer on orders (organizer_id, lower(buyer_email));
call describe('orders', 'What a buyer agreed to buy. purpose: contract; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Order id', 'code | pseudonymous | What people read out; reveals no volume', 'event_id | none | Of which event', 'hold_id | none | The hold that became it', 'state | none | State', 'buyer_name | personal | Buyer', 'buyer_email | personal | Buyer', 'locale | none | Buyer''s language', 'answers | personal | To the order''s questions', 'quote | none | Priced cart with its explanation, as agreed', 'total_minor | none | Total', 'refunded_minor | none | Given back so far', 'currency | none | ISO 4217', 'secret_version | none | Grows to make old order links dead', 'placed_at | none | When', 'pay_until | none | Its capacity is kept until then', 'paid_at | none | When', 'closed_at | none | When it ended', 'closed_reason | none | Why it ended', 'version | none | For If-Match');
call tenant_table('orders', 'select, insert, update');

create function guard_order_transition() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('awaiting_payment', 'paid'), ('awaiting_payment', 'expired'), ('awaiting_payment', 'cancelled'),
    ('expired', 'paid'),
    ('paid', 'partly_refunded'), ('paid', 'refunded'), ('paid', 'cancelled'),
    ('partly_refunded', 'refunded'), ('partly_refunded', 'cancelled')
  ) then
    raise exception 'an order cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'orders_transition';
  end if;
  return new;
end $$;
create trigger guard_transition before update of state on orders for each row execute function guard_order_transition();

create table order_lines (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  position int not null,
  quote_line_key text not null,
  product_id uuid not null,
  variant_id uuid,
  date_id uuid,
  kind text not null check (kind in ('admission', 'add_on', 'merchandise')),
  product_name jsonb not null,
  variant_name jsonb,
  pool_ids uuid[] not null,
  state text not null default 'active' check (state in ('active', 'cancelled')),
  attendee_name text,
  attendee_email text,
  answers jsonb not null default '{}',
  gross_minor bigint not null check (gross_minor >= 0),
  net_minor bigint not null,
  tax_minor bigint not null,
  tax_code text,
  tax_ppm int not null default 0,
  fee_gross_minor bigint not null default 0,
  fee_net_minor bigint not null default 0,
  fee_tax_minor bigint not null default 0,
  refunded_net_minor bigint not null default 0 check (refunded_net_minor between 0 and net_minor),
  refunded_tax_minor bigint not null default 0 check (refunded_tax_minor between 0 and tax_minor),
  refunded_fee_net_minor bigint not null default 0 check (refunded_fee_net_minor between 0 and fee_net_minor),
  refunded_fee_tax_minor bigint not null default 0 check (refunded_fee_tax_minor between 0 and fee_tax_minor),
  cancelled_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, order_id) references orders (organizer_id, id),
  check (net_minor + tax_minor = gross_minor),
  check (fee_net_minor + fee_tax_minor = fee_gross_minor)
);
create unique index order_lines_order on order_lines (organizer_id, order_id, position);
create index order_lines_product on order_lines (organizer_id, product_id);
call describe('order_lines', 'One unit of an order: its own price to the cent, its own attendee, its own fate. purpose: contract; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Line id', 'order_id | none | Of which order', 'position | none | Order on the page', 'quote_line_key | none | Line of the quote it came from', 'product_id | none | What', 'variant_id | none | What', 'date_id | none | When', 'kind | none | Kind of product', 'product_name | none | As sold, by locale', 'variant_name | none | As sold, by locale', 'pool_ids | none | One unit of each is taken by it', 'state | none | Active or cancelled', 'attendee_name | personal | Attendee', 'attendee_email | personal | Attendee', 'answers | personal | To the attendee''s questions', 'gross_minor | none | Price with tax, without fee', 'net_minor | none | Without tax', 'tax_minor | none | Tax', 'tax_code | none | Which tax', 'tax_ppm | none | Rate in millionths', 'fee_gross_minor | none | Service fee with tax', 'fee_net_minor | none | Without tax', 'fee_tax_minor | none | Tax on the fee', 'refunded_net_minor | none | Given back so far, of the net price', 'refunded_tax_minor | none | Of its tax', 'refunded_fee_net_minor | none | Of the net fee', 'refunded_fee_tax_minor | none | Of its tax', 'cancelled_at | none | When');
call tenant_table('order_lines', 'select, insert, update');

create table order_timeline (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  actor_kind text not null,
  actor_id text,
  data jsonb not null default '{}',
  primary key (organizer_id, id),
  foreign key (organizer_id, order_id) references orders (organizer_id, id)
);
create index order_timeline_order on order_timeline (organizer_id, order_id, at);
call describe('order_timeline', 'Everything that happened to an order, for whoever answers the buyer''s question. purpose: contract; retention: as the order',
  'organizer_id | none | Whose', 'id | none | Entry id', 'order_id | none | Which order', 'at | none | When', 'kind | none | What', 'actor_kind | none | By what kind of actor', 'actor_id | pseudonymous | By whom', 'data | personal | Details');
call tenant_table('order_timeline', 'select, insert');

-- Payments ------------------------------------------------------------------------------------------------------------

create table gateway_accounts (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  gateway text not null,
  label text not null,
  credentials bytea not null,
  enabled boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organizer_id, id)
);
create unique index gateway_accounts_one on gateway_accounts (organizer_id, gateway) where enabled;
call describe('gateway_accounts', 'An organizer''s accounts at payment gateways. purpose: contract; retention: as long as the organizer',
  'organizer_id | none | Whose', 'id | none | Gateway account id', 'gateway | none | Which gateway', 'label | none | For the organizer', 'credentials | secret | Sealed by the organizer''s data key', 'enabled | none | Whether buyers may pay by it', 'version | none | For If-Match', 'created_at | none | When');
call tenant_table('gateway_accounts');

create table payments (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  gateway_account_id uuid,
  gateway text not null,
  state text not null default 'created' check (state in ('created', 'pending', 'succeeded', 'failed', 'cancelled', 'quarantined')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  idempotency_key text not null,
  reference text,
  next jsonb,
  failure_code text,
  refunded_minor bigint not null default 0,
  refund_pending_minor bigint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  succeeded_at timestamptz,
  checked_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, order_id) references orders (organizer_id, id),
  foreign key (organizer_id, gateway_account_id) references gateway_accounts (organizer_id, id),
  constraint payments_refund_limit check (refunded_minor >= 0 and refund_pending_minor >= 0 and refunded_minor + refund_pending_minor <= amount_minor)
);
create unique index payments_key on payments (organizer_id, idempotency_key);
create unique index payments_reference on payments (organizer_id, gateway, reference) where reference is not null;
create index payments_order on payments (organizer_id, order_id);
create index payments_unsettled on payments (organizer_id, created_at) where state in ('created', 'pending');
call describe('payments', 'One attempt to pay an order, recorded before the gateway is asked. purpose: contract; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Payment id', 'order_id | none | For which order', 'gateway_account_id | none | By which account', 'gateway | none | By which gateway; free and manual are no gateways', 'state | none | State', 'amount_minor | none | Asked amount', 'currency | none | ISO 4217', 'idempotency_key | none | Sent to the gateway', 'reference | pseudonymous | The gateway''s id of it', 'next | secret | What the buyer does next: may hold a client secret', 'failure_code | none | Why it failed', 'refunded_minor | none | Given back', 'refund_pending_minor | none | About to be given back', 'created_at | none | When', 'succeeded_at | none | When', 'checked_at | none | When the gateway was last asked');
call tenant_table('payments', 'select, insert, update');

create table gateway_events (
  organizer_id uuid not null,
  gateway text not null,
  gateway_event_id text not null,
  kind text not null,
  payload jsonb not null,
  received_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz,
  outcome text,
  primary key (organizer_id, gateway, gateway_event_id)
);
create index gateway_events_waiting on gateway_events (organizer_id, received_at) where handled_at is null;
call describe('gateway_events', 'What gateways told us, stored before it is acted upon; each once. purpose: contract; retention: 1 year',
  'organizer_id | none | Whose', 'gateway | none | Which', 'gateway_event_id | none | Its id there', 'kind | none | What', 'payload | pseudonymous | Normalized event', 'received_at | none | When', 'handled_at | none | When it took effect', 'outcome | none | Which effect');
call tenant_table('gateway_events', 'select, insert, update');

create table refunds (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  payment_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  state text not null default 'created' check (state in ('created', 'pending', 'succeeded', 'failed')),
  cause text not null check (cause in ('organizer', 'late_payment', 'surplus_payment', 'event_cancelled', 'gateway')),
  reason text,
  lines jsonb not null default '[]',
  reference text,
  failure_code text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, order_id) references orders (organizer_id, id),
  foreign key (organizer_id, payment_id) references payments (organizer_id, id)
);
create index refunds_order on refunds (organizer_id, order_id);
create index refunds_unsettled on refunds (organizer_id, created_at) where state in ('created', 'pending');
create unique index refunds_reference on refunds (organizer_id, payment_id, reference) where reference is not null;
call describe('refunds', 'Money on its way back, recorded before the gateway is asked. purpose: contract; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Refund id, also the key at the gateway', 'order_id | none | Of which order', 'payment_id | none | From which payment', 'amount_minor | none | Amount', 'currency | none | ISO 4217', 'state | none | State', 'cause | none | Why', 'reason | personal | Said by the organizer', 'lines | none | Which lines, how much of each', 'reference | pseudonymous | The gateway''s id of it', 'failure_code | none | Why it failed', 'created_at | none | When', 'settled_at | none | When the gateway confirmed or refused');
call tenant_table('refunds', 'select, insert, update');

-- Journal -------------------------------------------------------------------------------------------------------------

create table journal_entries (
  organizer_id uuid not null,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('sale', 'refund', 'refund_settled', 'unallocated_payment', 'dispute')),
  order_id uuid,
  payment_id uuid,
  refund_id uuid,
  primary key (organizer_id, id)
);
create index journal_entries_order on journal_entries (organizer_id, order_id);
create unique index journal_entries_payment on journal_entries (organizer_id, payment_id, kind) where kind in ('sale', 'unallocated_payment');
create unique index journal_entries_refund on journal_entries (organizer_id, refund_id, kind) where refund_id is not null;
call describe('journal_entries', 'Every movement of money, once; corrected only by another entry. purpose: accounting; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Entry id', 'at | none | When', 'kind | none | What', 'order_id | none | About which order', 'payment_id | none | About which payment', 'refund_id | none | About which refund');
call tenant_table('journal_entries', 'select, insert');

create table journal_lines (
  organizer_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  account text not null,
  amount_minor bigint not null,
  currency text not null,
  event_id uuid,
  primary key (organizer_id, id),
  foreign key (organizer_id, entry_id) references journal_entries (organizer_id, id)
);
create index journal_lines_entry on journal_lines (organizer_id, entry_id);
create index journal_lines_account on journal_lines (organizer_id, account, currency);
call describe('journal_lines', 'Debits (positive) and credits (negative) of an entry; they sum to zero per currency. purpose: accounting; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Line id', 'entry_id | none | Of which entry', 'account | none | gateway:stripe, sales, tax:DE-19, fees, unallocated and the like', 'amount_minor | none | Debit positive, credit negative', 'currency | none | ISO 4217', 'event_id | none | About which event');
call tenant_table('journal_lines', 'select, insert');

create function guard_journal_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select from journal_lines where organizer_id = new.organizer_id and entry_id = new.entry_id
    group by currency having sum(amount_minor) <> 0
  ) then
    raise exception 'journal entry % does not balance', new.entry_id using errcode = 'check_violation', constraint = 'journal_balance';
  end if;
  return null;
end $$;
create constraint trigger guard_balance after insert on journal_lines deferrable initially deferred for each row execute function guard_journal_balance();

-- Tickets -------------------------------------------------------------------------------------------------------------

create table ticket_keys (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  key_id text not null,
  public_jwk jsonb not null,
  private_jwk bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (organizer_id, id)
);
create unique index ticket_keys_key_id on ticket_keys (organizer_id, key_id);
create unique index ticket_keys_active on ticket_keys (organizer_id) where retired_at is null;
call describe('ticket_keys', 'Keys that sign ticket codes; a retired one still verifies. purpose: contract; retention: until the last event they signed for ended',
  'organizer_id | none | Whose', 'id | none | Row id', 'key_id | none | Named in each code', 'public_jwk | none | For scanners', 'private_jwk | secret | Sealed by the organizer''s data key', 'created_at | none | When', 'retired_at | none | When');
call tenant_table('ticket_keys');

create table tickets (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  event_id uuid not null,
  date_id uuid,
  product_id uuid not null,
  variant_id uuid,
  attendee_name text,
  attendee_email text,
  state text not null default 'valid' check (state in ('valid', 'void')),
  void_reason text,
  code_version int not null default 1 check (code_version between 1 and 65535),
  issued_at timestamptz not null default now(),
  voided_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, order_line_id) references order_lines (organizer_id, id),
  foreign key (organizer_id, order_id) references orders (organizer_id, id)
);
create unique index tickets_line on tickets (organizer_id, order_line_id);
create index tickets_order on tickets (organizer_id, order_id);
create index tickets_event on tickets (organizer_id, event_id, id);
create index tickets_attendee on tickets (organizer_id, event_id, lower(attendee_name) text_pattern_ops);
call describe('tickets', 'One person''s right to enter, once paid. purpose: contract; retention: 10 years (tax law), names until 1 year after the event',
  'organizer_id | none | Whose', 'id | none | Ticket id', 'order_id | none | From which order', 'order_line_id | none | From which unit', 'event_id | none | To which event', 'date_id | none | On which date', 'product_id | none | Of which product', 'variant_id | none | Of which variant', 'attendee_name | personal | Who comes', 'attendee_email | personal | Who comes', 'state | none | Valid or void', 'void_reason | none | Refunded, cancelled', 'code_version | none | Only the code of this version enters', 'issued_at | none | When', 'voided_at | none | When');
call tenant_table('tickets', 'select, insert, update');

commit;
