-- A quote that nothing refers to is forgotten after 30 days, and no foreign key holds it (each hold would lock its row). A
-- claim that began before that and committed after it would have left a hold without its price.
begin;

create or replace function claim_holds(
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

  -- A quote is taken for nearly as long as it is kept: what `forget_quotes` may delete at this moment, no claim refers to anew.
  v_gone := array(select u.id from (select distinct id from unnest(p_quotes) as u(id) where id <> all (p_new)) u
                    left join lateral (select * from quotes q where q.organizer_id = p_organizer and q.id = u.id offset 0) q on true
                   where q.id is null or q.created_at < v_now - interval '29 days');
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

commit;
