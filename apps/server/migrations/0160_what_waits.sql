-- What about money waits for a person: found without reading every order, and put away by whoever has looked.
begin;

alter table payments add column reviewed_at timestamptz;
comment on column payments.reviewed_at is 'none: When somebody said that a quarantined payment was looked after';

create index payments_quarantined on payments (organizer_id, order_id) where state = 'quarantined';
create index refunds_failed on refunds (organizer_id, created_at) where state = 'failed';

create view payment_alerts with (security_invoker = true) as
select d.organizer_id, p.order_id, d.payment_id, d.id as subject_id, 'dispute_' || d.state as kind, d.amount_minor, d.currency, d.opened_at as since
  from payment_disputes d join payments p on p.organizer_id = d.organizer_id and p.id = d.payment_id
union all
select organizer_id, order_id, id, id, 'payment_suspicious', amount_minor, currency, created_at
  from payments where state = 'quarantined' and reviewed_at is null;
comment on view payment_alerts is 'Disputes, decided ones too, and payments that nobody has looked at yet; owned by sales/payments';
grant select on payment_alerts to tessera_app;

-- A refund that failed is owed until another has taken its place; one on its way is late after a day.
create view order_needs with (security_invoker = true) as
select a.organizer_id, o.event_id, a.kind, a.order_id, o.code as order_code, 1 as orders, a.amount_minor, a.currency, a.since
  from payment_alerts a join orders o on o.organizer_id = a.organizer_id and o.id = a.order_id
 where a.kind in ('dispute_open', 'dispute_inquiry', 'payment_suspicious')
union all
select r.organizer_id, o.event_id, case r.state when 'failed' then 'refund_failed' else 'refund_waiting' end, r.order_id, o.code, 1, r.amount_minor, r.currency, r.created_at
  from refunds r join orders o on o.organizer_id = r.organizer_id and o.id = r.order_id
 where (r.state in ('created', 'pending') and r.created_at < clock_timestamp() - interval '1 day')
    or (r.state = 'failed' and r.cause not in ('gateway', 'dispute')
        and not exists (select from order_timeline t where t.organizer_id = r.organizer_id and t.order_id = r.order_id
                           and t.kind = 'refund_retried' and t.data->>'failed_refund' = r.id::text))
union all
select o.organizer_id, o.event_id, 'event_refunds_due', null, null, count(*)::int, sum(o.total_minor)::bigint, o.currency, max(o.paid_at)
  from events e join orders o on o.organizer_id = e.organizer_id and o.event_id = e.id
 where e.state = 'cancelled' and o.state = 'paid' and o.total_minor > 0
   and not exists (select from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.payment_id = o.payment_id)
   and not exists (select from payment_alerts a where a.organizer_id = o.organizer_id and a.order_id = o.id and a.kind = 'dispute_open')
 group by o.organizer_id, o.event_id, o.currency;
comment on view order_needs is 'What about orders waits for a person of the organizer; owned by sales/orders';
grant select on order_needs to tessera_app;

-- Tickets that no address has taken, as long as it is worth somebody's while to ask for another one.
create view undelivered_tickets with (security_invoker = true) as
select m.organizer_id, o.event_id, m.order_id, o.code as order_code, max(m.created_at) as since
  from mails m join orders o on o.organizer_id = m.organizer_id and o.id = m.order_id
 where m.template = 'order.paid' and m.state = 'failed' and m.created_at > clock_timestamp() - interval '30 days'
   and o.state in ('paid', 'partly_refunded')
   and not exists (select from mails later where later.organizer_id = m.organizer_id and later.order_id = m.order_id
                      and later.template = m.template and later.state = 'sent')
 group by m.organizer_id, o.event_id, m.order_id, o.code;
comment on view undelivered_tickets is 'Orders whose tickets reached nobody by mail; owned by reach/notifications';
grant select on undelivered_tickets to tessera_app;
create index mails_failed on mails (organizer_id, created_at) where state = 'failed';

commit;
