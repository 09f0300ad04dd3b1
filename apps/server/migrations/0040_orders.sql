-- What an order remembers of how it was placed and paid, and what of its fee's tax.
begin;

alter table orders add column payment_id uuid, add column request_hash bytea;
comment on column orders.payment_id is 'none: The payment that settled it; others are surplus and go back';
comment on column orders.request_hash is 'pseudonymous: SHA-256 of what was sent to place it: the same again gets the same order';

alter table order_lines add column fee_tax_code text;
comment on column order_lines.fee_tax_code is 'none: Which tax the fee bears';

-- Everything that waits for an event that was cancelled, found without reading its paid orders.
create index orders_unpaid on orders (organizer_id, event_id, id) where state = 'awaiting_payment';

-- Whether anything was sold for a date, asked before the date is removed.
create index order_lines_date on order_lines (organizer_id, date_id) where date_id is not null;

commit;
