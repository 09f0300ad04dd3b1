-- What an auditor may see: views that hold no person's data, over all tenants, readable by a role that can read nothing else.
-- They belong to the backup role, whose policy lets it read every row; the auditor reads only through them.
begin;

create schema audit;
grant usage on schema audit to tessera_audit, tessera_backup;
grant create on schema audit to tessera_backup;

create view audit.pool as
select c.organizer_id, c.pool_id, c.capacity, c.taken,
       coalesce(h.units, 0) + coalesce(l.units, 0) as recount
  from pool_counters c
  left join (select organizer_id, pool, sum(quantity) as units from holds, unnest(pool_ids, pool_quantities) as u(pool, quantity)
              where state in ('live', 'ordered') group by 1, 2) h on h.organizer_id = c.organizer_id and h.pool = c.pool_id
  left join (select l.organizer_id, pool, count(*) as units from order_lines l join orders o on o.organizer_id = l.organizer_id and o.id = l.order_id, unnest(l.pool_ids) as u(pool)
              where l.state = 'active' and o.state in ('paid', 'partly_refunded', 'refunded') group by 1, 2) l on l.organizer_id = c.organizer_id and l.pool = c.pool_id;

create view audit.order_money as
select o.organizer_id, o.id as order_id, o.state, o.total_minor, o.refunded_minor, o.currency,
       (select coalesce(sum(l.gross_minor + l.fee_gross_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_minor,
       (select coalesce(sum(l.refunded_net_minor + l.refunded_tax_minor + l.refunded_fee_net_minor + l.refunded_fee_tax_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_refunded_minor,
       (o.quote #>> '{total,gross_minor}')::bigint as quoted_minor,
       (select coalesce(sum(p.amount_minor), 0) from payments p where p.organizer_id = o.organizer_id and p.order_id = o.id and p.state = 'succeeded') as captured_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state = 'succeeded') as returned_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state <> 'succeeded') as returning_minor
  from orders o;

create view audit.payment as
select p.organizer_id, p.id as payment_id, p.order_id, p.gateway, p.state, p.amount_minor, p.currency, p.refunded_minor,
       exists (select from journal_entries e where e.organizer_id = p.organizer_id and e.payment_id = p.id and e.kind in ('sale', 'unallocated_payment')) as booked
  from payments p;

create view audit.refund as
select r.organizer_id, r.id as refund_id, r.order_id, r.payment_id, r.state, r.amount_minor, r.currency,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund') as booked,
       exists (select from journal_entries e where e.organizer_id = r.organizer_id and e.refund_id = r.id and e.kind = 'refund_settled') as settled
  from refunds r;

create view audit.position as
select l.organizer_id, l.id as position_id, l.order_id, l.kind = 'admission' as admission,
       o.state in ('paid', 'partly_refunded', 'refunded') as paid, l.state = 'cancelled' or o.state = 'cancelled' as cancelled
  from order_lines l join orders o on o.organizer_id = l.organizer_id and o.id = l.order_id;

create view audit.ticket as
select organizer_id, id as ticket_id, order_line_id as position_id, state = 'valid' as valid, code_version from tickets;

create view audit.journal_line as
select l.organizer_id, l.entry_id, e.kind, l.account, l.amount_minor, l.currency, e.at
  from journal_lines l join journal_entries e on e.organizer_id = l.organizer_id and e.id = l.entry_id;

create view audit.hold as
select h.organizer_id, h.id as hold_id, h.event_id, h.state, h.expires_at,
       exists (select from events e where e.organizer_id = h.organizer_id and e.id = h.event_id) as event_exists,
       (select o.state from orders o where o.organizer_id = h.organizer_id and o.hold_id = h.id) as order_state
  from holds h;

create view audit.scan as
select s.organizer_id, s.ticket_id, s.list_id, s.window_key, s.result = 'accepted' as accepted, s.occupies, s.conflict, s.undone_at is not null as undone, s.direction,
       l.reentry as list_reentry
  from scans s left join check_in_lists l on l.organizer_id = s.organizer_id and l.id = s.list_id;

create view audit.log as
select organizer_id, seq, prev_hash, hash, changes_digest,
       hash = audit_link(prev_hash, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, changes_digest, request_id)
         and (changes is null or changes_digest = sha256(convert_to(changes::text, 'UTF8'))) as intact,
       lag(hash, 1, '\x00'::bytea) over (partition by organizer_id order by seq) as expected_prev,
       row_number() over (partition by organizer_id order by seq) as expected_seq
  from audit_records;

create view audit.log_head as
select h.organizer_id, h.seq, h.hash, r.hash as newest_hash, coalesce(r.seq, 0) as newest_seq
  from audit_heads h left join lateral (select seq, hash from audit_records a where a.organizer_id = h.organizer_id order by seq desc limit 1) r on true;

create view audit.outbox as
select organizer_id, topic, created_at, relayed_at from outbox;

do $$
declare v text;
begin
  for v in select viewname from pg_views where schemaname = 'audit' loop
    execute format('alter view audit.%I owner to tessera_backup', v);
    execute format('grant select on audit.%I to tessera_audit', v);
  end loop;
end $$;
grant execute on function audit_link to tessera_backup;

commit;
