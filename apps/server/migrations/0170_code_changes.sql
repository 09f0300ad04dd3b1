-- A code that was replaced twice has lived three lives. What a device scanned without a connection is judged by the one of
-- its moment, so each change is remembered and not only the last.
begin;

alter table tickets add column code_changes timestamptz[] not null default '{}';
comment on column tickets.code_changes is 'none: When each older code died, in order; as many as the version is above one';

-- The owner obeys row-level security as well, but here he acts for all. Of earlier changes only the last moment is known.
alter table tickets no force row level security;
update tickets set code_changes = array_fill(code_changed_at, array[code_version - 1]) where code_version > 1 and code_changed_at is not null;
alter table tickets force row level security;

create or replace view door_tickets with (security_invoker = true) as
select t.organizer_id, t.id, t.event_id, t.date_id, t.product_id, t.variant_id, t.attendee_name, t.state, t.code_version,
       t.issued_at, t.voided_at, t.code_changed_at,
       u.paid, u.kind = 'admission' as admission, u.product_name, u.variant_name, u.order_code, t.code_changes
  from tickets t join order_units u on u.organizer_id = t.organizer_id and u.order_line_id = t.order_line_id;
comment on column door_tickets.code_changes is 'none: When each older code died, in order';

commit;
