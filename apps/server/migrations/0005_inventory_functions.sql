-- The hot path: many holds claimed in one statement, so that one row lock and one flush serve the whole batch.
begin;

-- A UUIDv7 of this organizer: its last four bytes are the organizer's.
create function tenant_uuid(p_organizer uuid) returns uuid language sql volatile as $$
  select (left(replace(uuidv7()::text, '-', ''), 24) || right(replace(p_organizer::text, '-', ''), 8))::uuid
$$;

-- Gives capacity back. Counters are always locked in the order of their pool's id, here and wherever else they are.
create function free_pools(p_organizer uuid, p_pools uuid[], p_quantities int[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
begin
  perform 1 from pool_counters where organizer_id = p_organizer and pool_id = any (p_pools) order by pool_id for update;
  update pool_counters c set taken = c.taken - f.quantity
    from (select pool, sum(quantity)::int as quantity from unnest(p_pools, p_quantities) as d(pool, quantity) group by pool) f
   where c.organizer_id = p_organizer and c.pool_id = f.pool;
end $$;

-- Takes capacity for one buyer, all or nothing; false when it does not fit. For payments that arrive after their hold ended.
create function take_pools(p_organizer uuid, p_pools uuid[], p_quantities int[]) returns boolean language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  fits boolean;
begin
  perform 1 from pool_counters where organizer_id = p_organizer and pool_id = any (p_pools) order by pool_id for update;
  select coalesce(bool_and(c.capacity is null or c.taken + d.quantity <= c.capacity), true) into fits
    from (select pool, sum(quantity)::int as quantity from unnest(p_pools, p_quantities) as u(pool, quantity) group by pool) d
    left join pool_counters c on c.organizer_id = p_organizer and c.pool_id = d.pool;
  if fits then
    update pool_counters c set taken = c.taken + d.quantity
      from (select pool, sum(quantity)::int as quantity from unnest(p_pools, p_quantities) as u(pool, quantity) group by pool) d
     where c.organizer_id = p_organizer and c.pool_id = d.pool;
  end if;
  return fits;
end $$;

-- Ends holds that have expired, with the orders that were waiting on them, and gives their capacity back: at most p_most,
-- and only those that touch p_pools when given. Returns how many ended.
create function reclaim_holds(p_organizer uuid, p_pools uuid[], p_most int) returns int language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  unpaid uuid[];
  ended uuid[];
  pools uuid[];
  quantities int[];
  unpaid_order record;
begin
  perform set_config('app.organizer_id', p_organizer::text, true);
  -- Orders before holds, as everywhere. A row that somebody works on right now is left to them: an order being paid keeps its hold.
  select array_agg(hold_id) into unpaid from (
    select o.hold_id from orders o join holds h on h.organizer_id = o.organizer_id and h.id = o.hold_id
     where o.organizer_id = p_organizer and o.state = 'awaiting_payment' and h.state = 'ordered' and h.expires_at <= clock_timestamp()
       and (p_pools is null or h.pool_ids && p_pools)
     order by o.id limit p_most for update of o skip locked
  ) u;
  select array_agg(id) into ended from (
    select h.id from holds h
     where h.organizer_id = p_organizer and h.expires_at <= clock_timestamp()
       and (h.state = 'live' or h.state = 'ordered' and h.id = any (unpaid))
       and (p_pools is null or h.pool_ids && p_pools)
     order by h.expires_at limit p_most for update skip locked
  ) e;
  if ended is null then return 0; end if;
  update holds set state = 'expired' where organizer_id = p_organizer and id = any (ended);
  for unpaid_order in
    update orders set state = 'expired', closed_at = clock_timestamp(), closed_reason = 'unpaid', version = version + 1
     where organizer_id = p_organizer and hold_id = any (ended) and state = 'awaiting_payment' returning id
  loop
    insert into order_timeline (organizer_id, id, order_id, kind, actor_kind) values (p_organizer, tenant_uuid(p_organizer), unpaid_order.id, 'expired', 'system');
    insert into outbox (organizer_id, id, topic, subject_id, payload) values (p_organizer, tenant_uuid(p_organizer), 'orders.expired', unpaid_order.id, '{}');
  end loop;
  select array_agg(pool), array_agg(quantity) into pools, quantities
    from holds h, unnest(h.pool_ids, h.pool_quantities) as d(pool, quantity) where h.organizer_id = p_organizer and h.id = any (ended);
  if pools is not null then perform free_pools(p_organizer, pools, quantities); end if;
  return cardinality(ended);
end $$;

-- Claims a batch of holds of one organizer, in order of arrival. Request i has element i of each of the first arrays; its
-- demands are the elements of the p_demand arrays whose p_demand_request is i, in ascending order and one a pool. Answers one row a request:
--   accepted      claimed until expires_at
--   replayed      the same Idempotency-Key and request: hold_id is the first one's
--   key_reused    the same Idempotency-Key for another request
--   stale         priced by a catalogue that has changed since: price it again and retry
--   not_published · not_yet_on_sale · sale_ended
--   sold_out      short_pool has only `available` left; reclaimable says that expired holds stand in the way
create function claim_holds(
  p_organizer uuid,
  p_ids uuid[], p_events uuid[], p_versions int[], p_opens timestamptz[], p_closes timestamptz[], p_ttls int[],
  p_quotes text[], p_totals bigint[], p_currencies text[], p_keys text[], p_hashes bytea[],
  p_demand_request int[], p_demand_pool uuid[], p_demand_quantity int[]
) returns table (outcome text, hold_id uuid, created_at timestamptz, expires_at timestamptz, short_pool uuid, available int, reclaimable boolean)
language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  n constant int := cardinality(p_ids);
  v_now timestamptz;
  v_outcome text[];
  v_hold uuid[] := p_ids;
  v_pools uuid[];
  v_room int[];
  v_short uuid[] := array_fill(null::uuid, array[n]);
  v_available int[] := array_fill(null::int, array[n]);
  demands constant int := coalesce(cardinality(p_demand_request), 0);
  at_demand int := 1;
  first int;
  v_reclaimable boolean := false;
  i int;
  k int;
  at int;
begin
  perform set_config('app.organizer_id', p_organizer::text, true);
  perform 1 from pool_counters where organizer_id = p_organizer and pool_id = any (p_demand_pool) order by pool_id for update;
  -- Only now: the wait for the lock may have been long, and what expires is decided by the database's clock.
  v_now := clock_timestamp();

  select array_agg(
    case
      when h.id is not null and h.request_hash is distinct from r.hash then 'key_reused'
      when h.id is not null then 'replayed'
      when e.id is null or e.state <> 'published' then 'not_published'
      when e.catalog_version <> r.version then 'stale'
      when v_now < r.opens then 'not_yet_on_sale'
      when v_now >= r.closes then 'sale_ended'
    end order by r.i), array_agg(coalesce(h.id, r.id) order by r.i)
    into v_outcome, v_hold
    from unnest(p_ids, p_events, p_versions, p_opens, p_closes, p_keys, p_hashes) with ordinality as r(id, event, version, opens, closes, key, hash, i)
    left join events e on e.organizer_id = p_organizer and e.id = r.event
    left join holds h on h.organizer_id = p_organizer and h.idempotency_key = r.key;

  select array_agg(pool_id), array_agg(coalesce(capacity - taken, 2147483647)) into v_pools, v_room
    from pool_counters where organizer_id = p_organizer and pool_id = any (p_demand_pool);

  if exists (
    select from unnest(p_demand_request, p_demand_pool, p_demand_quantity) as d(request, pool, quantity)
      left join unnest(v_pools, v_room) as c(pool, room) on c.pool = d.pool
     where v_outcome[d.request] is null group by d.pool, c.room having c.room is null or sum(d.quantity) > c.room
  ) then
    -- Oversubscribed: decide one request after the other, first come first served, all or nothing.
    for i in 1..n loop
      first := at_demand;
      while at_demand <= demands and p_demand_request[at_demand] = i loop at_demand := at_demand + 1; end loop;
      if v_outcome[i] is not null then continue; end if;
      for k in first..at_demand - 1 loop
        at := array_position(v_pools, p_demand_pool[k]);
        if at is null or v_room[at] < p_demand_quantity[k] then
          v_outcome[i] := 'sold_out';
          v_short[i] := p_demand_pool[k];
          v_available[i] := coalesce(v_room[at], 0);
          exit;
        end if;
      end loop;
      if v_outcome[i] is not null then continue; end if;
      for k in first..at_demand - 1 loop
        at := array_position(v_pools, p_demand_pool[k]);
        v_room[at] := v_room[at] - p_demand_quantity[k];
      end loop;
    end loop;
    v_reclaimable := exists (select from holds h where h.organizer_id = p_organizer and h.state in ('live', 'ordered')
                              and h.expires_at <= v_now and h.pool_ids && v_short);
  end if;

  update pool_counters c set taken = c.taken + d.quantity
    from (select pool, sum(quantity)::int as quantity from unnest(p_demand_request, p_demand_pool, p_demand_quantity) as u(request, pool, quantity)
           where v_outcome[u.request] is null group by pool) d
   where c.organizer_id = p_organizer and c.pool_id = d.pool;

  insert into holds (organizer_id, id, event_id, created_at, expires_at, ttl_seconds, pool_ids, pool_quantities, quote, total_minor, currency, idempotency_key, request_hash)
  select p_organizer, r.id, r.event, v_now, v_now + make_interval(secs => r.ttl), r.ttl, coalesce(d.pools, '{}'), coalesce(d.quantities, '{}'), r.quote::jsonb, r.total, r.currency, r.key, r.hash
    from unnest(p_ids, p_events, p_ttls, p_quotes, p_totals, p_currencies, p_keys, p_hashes) with ordinality as r(id, event, ttl, quote, total, currency, key, hash, i)
    left join (select request, array_agg(pool) as pools, array_agg(quantity) as quantities
                 from unnest(p_demand_request, p_demand_pool, p_demand_quantity) as u(request, pool, quantity) group by request) d on d.request = r.i
   where v_outcome[r.i] is null;

  return query
    select coalesce(v_outcome[r.i], 'accepted'), v_hold[r.i],
           case when v_outcome[r.i] is null then v_now end,
           case when v_outcome[r.i] is null then v_now + make_interval(secs => p_ttls[r.i]) end,
           v_short[r.i], v_available[r.i], v_reclaimable and v_short[r.i] is not null
      from generate_series(1, n) as r(i) order by r.i;
end $$;

commit;
