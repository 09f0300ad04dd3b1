-- A refund that the gateway refused returns nothing: counted as on its way, it made every one that was tried again look
-- like more than was captured.
begin;

create or replace view audit.order_money as
select o.organizer_id, o.id as order_id, o.state, o.total_minor, o.refunded_minor, o.currency,
       (select coalesce(sum(l.gross_minor + l.fee_gross_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_minor,
       (select coalesce(sum(l.refunded_net_minor + l.refunded_tax_minor + l.refunded_fee_net_minor + l.refunded_fee_tax_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_refunded_minor,
       (o.quote #>> '{total,gross_minor}')::bigint as quoted_minor,
       (select coalesce(sum(p.amount_minor), 0) from payments p where p.organizer_id = o.organizer_id and p.order_id = o.id and p.state = 'succeeded') as captured_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state = 'succeeded') as returned_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state in ('created', 'pending')) as returning_minor
  from orders o;

commit;
