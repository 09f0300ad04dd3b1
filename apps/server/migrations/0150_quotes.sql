-- In a rush most carts are alike. What was priced is written once and referred to: a hold's row is a tenth of what it was,
-- and claiming it costs a quarter. Figures in docs/adr/0011-quotes-are-rows-of-their-own.md.
begin;

create table quotes (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  content jsonb not null,
  primary key (organizer_id, id)
);
call describe('quotes', 'A priced cart with its explanation, shared by all holds and orders of the same cart; never changed. purpose: contract; retention: 30 days when no hold and no order refers to it',
  'organizer_id | none | Whose', 'id | none | Quote id', 'event_id | none | Of which event', 'created_at | none | When', 'content | none | What was wanted and what it costs, every cent explained');
call tenant_table('quotes', 'select, insert, delete');

-- What was kept with each hold and order until now. The owner obeys row-level security as well, but here he acts for all.
alter table quotes no force row level security;
alter table holds no force row level security;
alter table orders no force row level security;
insert into quotes (organizer_id, id, event_id, created_at, content) select organizer_id, id, event_id, created_at, quote from holds;
insert into quotes (organizer_id, id, event_id, created_at, content)
select organizer_id, hold_id, event_id, placed_at, jsonb_build_object('lines', jsonb_build_array(), 'quote', quote) from orders on conflict do nothing;
alter table holds add column quote_id uuid;
alter table orders add column quote_id uuid;
update holds set quote_id = id;
update orders set quote_id = hold_id;
alter table holds alter column quote_id set not null;
alter table orders alter column quote_id set not null;
alter table quotes force row level security;
alter table holds force row level security;
alter table orders force row level security;

create or replace view audit.order_money as
select o.organizer_id, o.id as order_id, o.state, o.total_minor, o.refunded_minor, o.currency,
       (select coalesce(sum(l.gross_minor + l.fee_gross_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_minor,
       (select coalesce(sum(l.refunded_net_minor + l.refunded_tax_minor + l.refunded_fee_net_minor + l.refunded_fee_tax_minor), 0) from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as lines_refunded_minor,
       (select (q.content #>> '{quote,total,gross_minor}')::bigint from quotes q where q.organizer_id = o.organizer_id and q.id = o.quote_id) as quoted_minor,
       (select coalesce(sum(p.amount_minor), 0) from payments p where p.organizer_id = o.organizer_id and p.order_id = o.id and p.state = 'succeeded') as captured_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state = 'succeeded') as returned_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.state in ('created', 'pending')) as returning_minor,
       o.hold_id, o.payment_id, o.paid_at is not null as paid,
       (select coalesce(sum(r.amount_minor), 0) from refunds r where r.organizer_id = o.organizer_id and r.order_id = o.id and r.payment_id = o.payment_id and r.state = 'succeeded') as own_returned_minor
  from orders o;

alter table holds drop column quote;
alter table orders drop column quote;
call describe('holds', 'Capacity and price claimed for a short time. One that has expired claims nothing, swept or not. purpose: contract; retention: 30 days when unused',
  'quote_id | none | Priced cart with its explanation; this price holds');
call describe('orders', 'What a buyer agreed to buy. purpose: contract; retention: 10 years (tax law)',
  'quote_id | none | Priced cart with its explanation, as agreed');

-- Claims a batch of holds of one organizer, in order of arrival. Request i has element i of each of the first arrays; its
-- demands are the elements p_from[i] to p_to[i] of the p_demand arrays, in ascending order of pool, one a pool. p_new are
-- quotes that may not be written yet; those are written with the first hold that needs them. Answers one row a request:
--   accepted      claimed until expires_at
--   replayed      the same Idempotency-Key and request: hold_id is the first one's
--   key_reused    the same Idempotency-Key for another request
--   stale         priced by a catalogue that has changed since, or by a quote that is gone: price it again and retry
--   not_published · not_yet_on_sale · sale_ended
--   sold_out      short_pool has only `available` left; reclaimable says that expired holds stand in the way
--
-- Lookups are by row (`offset 0`), and plans are kept only for large tables: see 0110 and docs/adr/0010.
drop function claim_holds;
create function plan_cache_mode_for(p_table regclass) returns text language sql stable as $$
  select case when reltuples >= 1000 then 'force_generic_plan' else 'force_custom_plan' end from pg_class where oid = p_table
$$;
create function claim_holds(
  p_organizer uuid,
  p_ids uuid[], p_events uuid[], p_versions int[], p_opens timestamptz[], p_closes timestamptz[], p_ttls int[],
  p_quotes uuid[], p_totals bigint[], p_currencies text[], p_keys text[], p_hashes bytea[], p_from int[], p_to int[],
  p_demand_pool uuid[], p_demand_quantity int[], p_new uuid[], p_new_events uuid[], p_new_contents text[]
) returns table (outcome text, hold_id uuid, created_at timestamptz, expires_at timestamptz, short_pool uuid, available int, reclaimable boolean)
language plpgsql
  set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  n constant int := cardinality(p_ids);
  v_now timestamptz;
  v_outcome text[];
  v_hold uuid[] := p_ids;
  v_gone uuid[];
  v_pools uuid[];
  v_room int[];
  v_wanted_pools uuid[];
  v_wanted int[];
  v_short uuid[] := array_fill(null::uuid, array[n]);
  v_available int[] := array_fill(null::int, array[n]);
  v_reclaimable boolean := false;
  i int;
  k int;
  at int;
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_for('holds'), true);
  perform 1 from pool_counters where organizer_id = p_organizer and pool_id = any (p_demand_pool) order by pool_id for update;
  -- Only now: the wait for the lock may have been long, and what expires is decided by the database's clock.
  v_now := clock_timestamp();

  v_gone := array(select u.id from (select distinct id from unnest(p_quotes) as u(id) where id <> all (p_new)) u
                    left join lateral (select * from quotes q where q.organizer_id = p_organizer and q.id = u.id offset 0) q on true where q.id is null);
  select array_agg(
    case
      when h.id is not null and h.request_hash is distinct from r.hash then 'key_reused'
      when h.id is not null then 'replayed'
      when e.id is null or e.state <> 'published' then 'not_published'
      when e.catalog_version <> r.version or r.quote = any (v_gone) then 'stale'
      when v_now < r.opens then 'not_yet_on_sale'
      when v_now >= r.closes then 'sale_ended'
    end order by r.i), array_agg(coalesce(h.id, r.id) order by r.i)
    into v_outcome, v_hold
    from unnest(p_ids, p_events, p_versions, p_opens, p_closes, p_keys, p_hashes, p_quotes) with ordinality as r(id, event, version, opens, closes, key, hash, quote, i)
    left join lateral (select * from events e where e.organizer_id = p_organizer and e.id = r.event offset 0) e on true
    left join lateral (select * from holds h where h.organizer_id = p_organizer and h.idempotency_key = r.key offset 0) h on true;

  select array_agg(pool_id), array_agg(coalesce(capacity - taken, 2147483647)) into v_pools, v_room
    from pool_counters where organizer_id = p_organizer and pool_id = any (p_demand_pool);

  select array_agg(pool), array_agg(quantity) into v_wanted_pools, v_wanted from (
    select p_demand_pool[d.k] as pool, sum(p_demand_quantity[d.k])::int as quantity
      from unnest(p_from, p_to, v_outcome) as r(first, last, outcome), generate_series(r.first, r.last) as d(k)
     where r.outcome is null group by 1) w;
  if exists (
    select from unnest(v_wanted_pools, v_wanted) as w(pool, quantity)
     where coalesce(v_room[array_position(v_pools, w.pool)], -1) < w.quantity
  ) then
    -- Oversubscribed: decide one request after the other, first come first served, all or nothing.
    for i in 1..n loop
      if v_outcome[i] is not null then continue; end if;
      for k in p_from[i]..p_to[i] loop
        at := array_position(v_pools, p_demand_pool[k]);
        if at is null or v_room[at] < p_demand_quantity[k] then
          v_outcome[i] := 'sold_out';
          v_short[i] := p_demand_pool[k];
          v_available[i] := coalesce(v_room[at], 0);
          exit;
        end if;
      end loop;
      if v_outcome[i] is not null then continue; end if;
      for k in p_from[i]..p_to[i] loop
        at := array_position(v_pools, p_demand_pool[k]);
        v_room[at] := v_room[at] - p_demand_quantity[k];
      end loop;
    end loop;
    v_reclaimable := exists (select from holds h where h.organizer_id = p_organizer and h.state in ('live', 'ordered')
                              and h.expires_at <= v_now and h.pool_ids && v_short);
    select array_agg(pool), array_agg(quantity) into v_wanted_pools, v_wanted from (
      select p_demand_pool[d.k] as pool, sum(p_demand_quantity[d.k])::int as quantity
        from unnest(p_from, p_to, v_outcome) as r(first, last, outcome), generate_series(r.first, r.last) as d(k)
       where r.outcome is null group by 1) w;
  end if;

  if array_position(v_outcome, null) is not null then
    insert into quotes (organizer_id, id, event_id, content)
    select p_organizer, q.id, q.event, q.content::jsonb from unnest(p_new, p_new_events, p_new_contents) as q(id, event, content)
     where exists (select from unnest(p_quotes, v_outcome) as r(quote, outcome) where r.quote = q.id and r.outcome is null)
    on conflict do nothing;
    update pool_counters c set taken = c.taken + v_wanted[array_position(v_wanted_pools, c.pool_id)]
     where c.organizer_id = p_organizer and c.pool_id = any (v_wanted_pools);
    insert into holds (organizer_id, id, event_id, created_at, expires_at, ttl_seconds, pool_ids, pool_quantities, quote_id, total_minor, currency, idempotency_key, request_hash)
    select p_organizer, r.id, r.event, v_now, v_now + make_interval(secs => r.ttl), r.ttl, p_demand_pool[r.first:r.last], p_demand_quantity[r.first:r.last],
           r.quote, r.total, r.currency, r.key, r.hash
      from unnest(p_ids, p_events, p_ttls, p_quotes, p_totals, p_currencies, p_keys, p_hashes, p_from, p_to, v_outcome)
             as r(id, event, ttl, quote, total, currency, key, hash, first, last, outcome)
     where r.outcome is null;
  end if;

  return query
    select coalesce(r.outcome, 'accepted'), r.hold, case when r.outcome is null then v_now end,
           case when r.outcome is null then v_now + make_interval(secs => r.ttl) end, r.short, r.available, v_reclaimable and r.short is not null
      from unnest(v_outcome, v_hold, p_ttls, v_short, v_available) with ordinality as r(outcome, hold, ttl, short, available, i) order by r.i;
end $$;

-- Forgets quotes to which nothing refers any more, at most p_most; returns how many.
create function forget_quotes(p_organizer uuid, p_most int) returns int language plpgsql as $$
declare
  forgotten int;
begin
  perform set_config('app.organizer_id', p_organizer::text, true);
  delete from quotes q using (
    select o.id from quotes o
     where o.organizer_id = p_organizer and o.created_at < clock_timestamp() - interval '30 days'
       and not exists (select from holds h where h.organizer_id = p_organizer and h.quote_id = o.id)
       and not exists (select from orders r where r.organizer_id = p_organizer and r.quote_id = o.id)
     limit p_most) f
   where q.organizer_id = p_organizer and q.id = f.id;
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

commit;
