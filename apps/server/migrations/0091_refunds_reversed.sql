-- A refund that the gateway refused stays owed until another takes its place: then an entry of its own kind takes it back.
begin;

alter table journal_entries drop constraint journal_entries_kind_check;
alter table journal_entries add constraint journal_entries_kind_check
  check (kind in ('sale', 'refund', 'refund_settled', 'refund_reversed', 'unallocated_payment', 'dispute'));

create or replace view audit.refund as
select r.organizer_id, r.id as refund_id, r.order_id, r.payment_id, r.state, r.amount_minor, r.currency,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund') as booked,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_settled') as settled,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_reversed') as reversed
  from refunds r;

commit;
