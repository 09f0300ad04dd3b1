-- A bank can take a refund back days after it had succeeded: the money is with the organizer again and owed to the buyer once more.
begin;

alter table journal_entries drop constraint journal_entries_kind_check;
alter table journal_entries add constraint journal_entries_kind_check
  check (kind in ('sale', 'refund', 'refund_settled', 'refund_returned', 'refund_reversed', 'unallocated_payment', 'dispute'));

create or replace function guard_order_transition() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('awaiting_payment', 'paid'), ('awaiting_payment', 'expired'), ('awaiting_payment', 'cancelled'),
    ('expired', 'paid'),
    ('paid', 'partly_refunded'), ('paid', 'refunded'), ('paid', 'cancelled'),
    ('partly_refunded', 'refunded'), ('partly_refunded', 'cancelled'),
    ('refunded', 'partly_refunded')
  ) then
    raise exception 'an order cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'orders_transition';
  end if;
  return new;
end $$;

create or replace view audit.refund as
select r.organizer_id, r.id as refund_id, r.order_id, r.payment_id, r.state, r.amount_minor, r.currency,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund') as booked,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_settled')
         and not exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_returned') as settled,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_reversed') as reversed
  from refunds r;

commit;
