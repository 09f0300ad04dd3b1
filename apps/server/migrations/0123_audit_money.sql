-- What the auditor needs to hold the books of an order against the order itself.
begin;

create or replace view audit.order_money as
select o.organizer_id, o.id as order_id, o.state, o.total_minor, o.refunded_minor, o.currency,
       (select coalesce(sum(l.gross_minor + l.fee_gross_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_minor,
       (select coalesce(sum(l.refunded_net_minor + l.refunded_tax_minor + l.refunded_fee_net_minor + l.refunded_fee_tax_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_refunded_minor,
       (o.quote #>> '{total,gross_minor}')::bigint as quoted_minor,
       (select coalesce(sum(p.amount_minor), 0) from payments p where p.organizer_id = o.organizer_id and p.order_id = o.id and p.state = 'succeeded') as captured_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state = 'succeeded') as returned_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state in ('created', 'pending')) as returning_minor,
       o.hold_id, o.payment_id, o.paid_at is not null as paid,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.payment_id = o.payment_id and r.state = 'succeeded') as own_returned_minor
  from orders o;

create or replace view audit.payment as
select p.organizer_id, p.id as payment_id, p.order_id, p.gateway, p.state, p.amount_minor, p.currency, p.refunded_minor,
       exists (select from journal_entries e where e.organizer_id = p.organizer_id and e.payment_id = p.id and e.kind in ('sale', 'unallocated_payment')) as booked,
       p.refund_pending_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = p.organizer_id and r.payment_id = p.id and r.state = 'succeeded') as returned_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = p.organizer_id and r.payment_id = p.id and r.state in ('created', 'pending')) as returning_minor
  from payments p;

create or replace view audit.journal_line as
select l.organizer_id, l.entry_id, e.kind, l.account, l.amount_minor, l.currency, e.at, e.order_id
  from journal_lines l join journal_entries e on e.organizer_id = l.organizer_id and e.id = l.entry_id;

commit;
