-- What sales publishes for those who count: read with the rights of whoever asks, so row-level security applies.
begin;

create view sold_units with (security_invoker = true) as
select l.organizer_id, l.id as line_id, o.id as order_id, o.event_id, l.product_id, l.variant_id, l.date_id, l.kind, o.currency, o.paid_at,
       l.gross_minor + l.fee_gross_minor as paid_minor,
       l.net_minor as net_minor, l.tax_minor + l.fee_tax_minor as tax_minor, l.fee_net_minor as fee_minor,
       l.refunded_net_minor + l.refunded_tax_minor + l.refunded_fee_net_minor + l.refunded_fee_tax_minor as refunded_minor,
       l.state = 'cancelled' as cancelled
  from order_lines l join orders o on o.organizer_id = l.organizer_id and o.id = l.order_id
 where o.paid_at is not null;
comment on view sold_units is 'One row a unit that was ever paid for, with its money; owned by sales/orders';
grant select on sold_units to tessera_app;

create view pool_use with (security_invoker = true) as
select p.organizer_id, p.event_id, p.id as pool_id, p.name, c.capacity, c.taken
  from pools p join pool_counters c on c.organizer_id = p.organizer_id and c.pool_id = p.id;
comment on view pool_use is 'How full each pool is, expired holds that nobody swept included; owned by sales/inventory';
grant select on pool_use to tessera_app;

commit;
