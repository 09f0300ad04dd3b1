-- What a ticket says about the order and the product it came from, and when its code last changed.
begin;

alter table tickets add column code_changed_at timestamptz;
comment on column tickets.code_changed_at is 'none: When an older code died; null while the first one lives';

-- One unit of an order as its ticket shows it: the typed door through which tickets and attendance read what orders owns.
-- No price, no e-mail address, no answer leaves through it.
create view order_units with (security_invoker = true) as
select l.organizer_id, l.id as order_line_id, l.order_id, l.position, l.kind, l.product_name, l.variant_name,
       o.code as order_code, o.locale as order_locale, o.buyer_name,
       o.state in ('paid', 'partly_refunded') and l.state = 'active' as paid
  from order_lines l join orders o on o.organizer_id = l.organizer_id and o.id = l.order_id;
comment on view order_units is 'Units of orders as tickets show them. purpose: contract; retention: as the order';
comment on column order_units.organizer_id is 'none: Whose';
comment on column order_units.order_line_id is 'none: Which unit';
comment on column order_units.order_id is 'none: Of which order';
comment on column order_units.position is 'none: Order on the page';
comment on column order_units.kind is 'none: Kind of product';
comment on column order_units.product_name is 'none: As sold, by locale';
comment on column order_units.variant_name is 'none: As sold, by locale';
comment on column order_units.order_code is 'pseudonymous: What people read out';
comment on column order_units.order_locale is 'none: Buyer''s language';
comment on column order_units.buyer_name is 'personal: Buyer';
comment on column order_units.paid is 'none: Paid for and not given back';
grant select on order_units to tessera_app;

commit;
