-- Lanes for orders and for idempotency keys: many requests, one call. Plans are kept as in 0110 and 0150.
begin;

-- Holds by id, as they are now; those that are not there are left out.
create function read_holds(p_organizer uuid, p_ids uuid[])
returns table (id uuid, organizer_id uuid, event_id uuid, created_at timestamptz, expires_at timestamptz, extensions int, quote_id uuid, total_minor bigint, currency text, state text)
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_for('holds'), true);
  return query
    select h.id, h.organizer_id, h.event_id, h.created_at, h.expires_at, h.extensions, h.quote_id, h.total_minor, h.currency,
           case when h.state = 'live' and h.expires_at <= clock_timestamp() then 'expired' else h.state end
      from unnest(p_ids) as w(id) cross join lateral (select * from holds h where h.organizer_id = p_organizer and h.id = w.id offset 0) h;
end $$;

-- Live holds become orders': converted at once, or kept for p_minutes until their payment is due. Answers those that were
-- live. One after the other in the order of their ids, so that two batches wait for each other instead of locking each other
-- out. The state is compared in a way that no partial index offers itself: the key is what finds a hold.
create function take_holds(p_ids uuid[], p_minutes int[]) returns table (id uuid, expires_at timestamptz)
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  w record;
begin
  perform set_config('plan_cache_mode', plan_cache_mode_for('holds'), true);
  for w in select u.id, u.minutes from unnest(p_ids, p_minutes) as u(id, minutes) order by u.id loop
    return query
      update holds h set state = case when w.minutes is null then 'converted' else 'ordered' end,
             expires_at = case when w.minutes is null then h.expires_at else greatest(h.expires_at, clock_timestamp() + make_interval(mins => w.minutes)) end
       where h.organizer_id = current_organizer() and h.id = w.id and h.state || '' = 'live' and h.expires_at > clock_timestamp()
      returning h.id, h.expires_at;
  end loop;
end $$;

-- The check of a foreign key looks up its parent for each row, by a plan that is kept for as long as the connection lives: made
-- when an organizer had three orders, it reads all of them for each line that is written (measured: 334 rows a lookup after
-- 1,700 orders). Lines, moments and tickets are written in the transaction that writes or locks their order, no order is ever
-- deleted, and `audit` (ORD-8) looks for what belongs to none.
alter table order_lines drop constraint order_lines_organizer_id_order_id_fkey;
alter table order_timeline drop constraint order_timeline_organizer_id_order_id_fkey;
alter table tickets drop constraint tickets_organizer_id_order_line_id_fkey;
alter table tickets drop constraint tickets_organizer_id_order_id_fkey;
create view audit.orphan as
select l.organizer_id, 'line' as kind, l.id from order_lines l
 where not exists (select from orders o where o.organizer_id = l.organizer_id and o.id = l.order_id)
union all
select m.organizer_id, 'moment', m.id from order_timeline m
 where not exists (select from orders o where o.organizer_id = m.organizer_id and o.id = m.order_id)
union all
select t.organizer_id, 'ticket', t.id from tickets t
 where not exists (select from order_lines l where l.organizer_id = t.organizer_id and l.id = t.order_line_id and l.order_id = t.order_id);
alter view audit.orphan owner to tessera_backup;
grant select on audit.orphan to tessera_audit;

-- Takes each key for its request, or says what is known of it: request i has element i of each array, and no key stands
-- twice. A new key is inserted; an abandoned one (its lock ran out without an answer) is taken over by the same request only.
create function claim_idempotency_keys(p_principals text[], p_keys text[], p_hashes bytea[], p_lock_seconds int)
returns table (claimed boolean, request_hash bytea, status int, headers jsonb, body bytea)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_taken text[];
begin
  with taken as (
    insert into idempotency_keys (principal, key, request_hash, locked_until)
    -- In one order for everybody, so that two batches with the same keys wait for each other instead of locking each other out.
    select r.principal, r.key, r.hash, clock_timestamp() + make_interval(secs => p_lock_seconds)
      from unnest(p_principals, p_keys, p_hashes) as r(principal, key, hash) order by 1, 2
    on conflict (principal, key) do update set locked_until = excluded.locked_until
      where idempotency_keys.status is null and idempotency_keys.locked_until < clock_timestamp() and idempotency_keys.request_hash = excluded.request_hash
    returning principal, key)
  select coalesce(array_agg(principal || ' ' || key), '{}') into v_taken from taken;
  return query
    select r.principal || ' ' || r.key = any (v_taken), coalesce(k.request_hash, r.hash), k.status, k.headers, k.body
      from unnest(p_principals, p_keys, p_hashes) with ordinality as r(principal, key, hash, i)
      left join lateral (select * from idempotency_keys k where k.principal = r.principal and k.key = r.key offset 0) k on true order by r.i;
end $$;

-- Keeps the answers to claimed keys.
create function keep_idempotent_answers(p_principals text[], p_keys text[], p_statuses int[], p_headers text[], p_bodies bytea[])
returns void language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  for i in 1..cardinality(p_keys) loop
    update idempotency_keys set status = p_statuses[i], headers = p_headers[i]::jsonb, body = p_bodies[i], locked_until = null
     where principal = p_principals[i] and key = p_keys[i];
  end loop;
end $$;

commit;
