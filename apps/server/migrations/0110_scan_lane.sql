-- Scans in batches: one call reads what many decisions need, another writes them. And plans that hold whatever the statistics say.
begin;

-- What the planner believes to know about organizers harms more than it helps: for one that the last ANALYZE has not seen it
-- expects no rows at all, finds every index that begins with organizer_id equally good, and reads all of the organizer's rows
-- through the wrong one (measured: 29,000 instead of 1). Without statistics it expects a two-hundredth of the table, so that
-- only an index which carries the whole key is cheap.
create or replace procedure tenant_table(t regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('alter table %s alter column organizer_id set statistics 0', t);
  execute format('create policy tenant on %s using (organizer_id = current_organizer()) with check (organizer_id = current_organizer())', t);
  execute format('create policy backup on %s for select to tessera_backup using (true)', t);
  execute format('grant %s on %s to tessera_app', rights, t);
end $$;
do $$
declare
  t record;
begin
  for t in select c.oid::regclass as name, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organizer_id' and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity loop
    execute format('alter table %s alter column organizer_id set statistics 0', t.name);
    perform pg_clear_attribute_stats('public', t.relname, 'organizer_id', false);
  end loop;
end $$;

-- The check of a foreign key locks the ticket's row once more for each scan, by a plan that is kept for as long as the
-- connection lives, even one made when there were three tickets. Who writes a scan has read its ticket, and none is ever
-- deleted; `audit` (CHK-1) looks for a scan without one.
alter table scans drop constraint scans_organizer_id_ticket_id_fkey;
create or replace view audit.scan as
select s.organizer_id, s.ticket_id, s.list_id, s.window_key, s.result = 'accepted' as accepted, s.occupies, s.conflict, s.undone_at is not null as undone, s.direction,
       l.reentry as list_reentry, s.ticket_id is null or t.id is not null as ticket_known
  from scans s left join check_in_lists l on l.organizer_id = s.organizer_id and l.id = s.list_id
               left join tickets t on t.organizer_id = s.organizer_id and t.id = s.ticket_id;

-- Each function of the hot path looks up row by row: `offset 0` keeps the planner from turning many lookups into one look at
-- everything. Planning anew costs a batch of 32 scans twice the work, but a plan that is kept may be of a time when its tables
-- were nearly empty and any index did. So plans are kept only if they were made for tables that the last ANALYZE found large;
-- ANALYZE itself throws away those made before it. See docs/adr/0010.
create function plan_cache_mode_at_doors() returns text language sql stable as $$
  select case when min(reltuples) >= 1000 then 'force_generic_plan' else 'force_custom_plan' end
    from pg_class where oid in ('scans'::regclass, 'tickets'::regclass, 'order_lines'::regclass, 'orders'::regclass)
$$;
drop function device_by_id(uuid, uuid);
drop function scan_basis(uuid, uuid, uuid, text);
drop function record_scan(jsonb, int, int, text, int, boolean);
drop function basis_holds(uuid, uuid, uuid, int, int, text, int);

-- What devices show to be let in; also notes that they are there, at most once a minute.
create function devices_by_id(p_organizer uuid, p_devices uuid[])
returns table (id uuid, token_hash bytea, event_ids uuid[], list_ids uuid[], gate_id uuid) language plpgsql
  set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_at_doors(), true);
  update devices set last_seen_at = clock_timestamp()
   where organizer_id = p_organizer and id = any (p_devices) and revoked_at is null
     and (last_seen_at is null or last_seen_at < clock_timestamp() - interval '1 minute');
  return query select d.id, d.token_hash, d.event_ids, d.list_ids, d.gate_id from unnest(p_devices) as w(device) cross join lateral (
    select * from devices d where d.organizer_id = p_organizer and d.id = w.device and d.revoked_at is null and d.token_hash is not null offset 0) d;
end $$;

-- Everything that decisions about these tickets on these lists read, at one moment. Scan i has element i of each array. What
-- counts is read fresh: no cache decides here.
create function scan_bases(p_organizer uuid, p_lists uuid[], p_tickets uuid[], p_nonces text[])
returns table (now timestamptz, lists json, tickets json, facts json, known json) language plpgsql
  set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_at_doors(), true);
  return query
    select clock_timestamp(),
      (select json_agg(to_jsonb(l) || jsonb_build_object('dates', (
          select coalesce(jsonb_agg(jsonb_build_object('id', d.date_id, 'starts_at', d.starts_at, 'ends_at', d.ends_at) order by d.starts_at), '[]')
            from event_schedule d where d.organizer_id = p_organizer and d.event_id = l.event_id), 'gates', (
          select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name)), '[]') from gates g where g.organizer_id = p_organizer and g.event_id = l.event_id)))
         from (select distinct list from unnest(p_lists) as u(list)) w cross join lateral (
           select * from check_in_lists l where l.organizer_id = p_organizer and l.id = w.list and l.archived_at is null offset 0) l),
      (select json_agg(t) from (select distinct ticket from unnest(p_tickets) as u(ticket)) w cross join lateral (
           select * from door_tickets t where t.organizer_id = p_organizer and t.id = w.ticket offset 0) t),
      (select json_agg(s) from (select distinct list, ticket from unnest(p_lists, p_tickets) as u(list, ticket)) w cross join lateral (
           select * from scans s where s.organizer_id = p_organizer and s.list_id = w.list and s.ticket_id = w.ticket and s.result = 'accepted' offset 0) s),
      (select json_agg(s) from (select distinct nonce from unnest(p_nonces) as u(nonce)) w cross join lateral (
           select * from scans s where s.organizer_id = p_organizer and s.nonce = w.nonce offset 0) s);
end $$;

-- Whether an acceptance still stands on what it was decided by. Without p_facts the history does not matter: an exit is
-- always taken, and some lists let in again and again.
create function basis_holds(p_organizer uuid, p_list uuid, p_ticket uuid, p_list_version int, p_code_version int, p_state text, p_facts int)
returns boolean language sql stable as $$
  select exists (select from check_in_lists l where l.organizer_id = p_organizer and l.id = p_list and l.version = p_list_version and l.archived_at is null)
     and exists (select from tickets t where t.organizer_id = p_organizer and t.id = p_ticket and t.code_version = p_code_version and t.state = p_state)
     and (p_facts is null or p_facts = (select count(*) from scans s where s.organizer_id = p_organizer and s.list_id = p_list and s.ticket_id = p_ticket and s.result = 'accepted'))
$$;

-- Writes decided scans, in order of arrival. Scan i has element i of each array; p_list_versions is null for a refusal, which
-- needs no guard: it was right when it was decided, and lets nobody in. Answers one row a scan; `at` is null for one that
-- could not be written (its nonce was here before, or it no longer stands on what it was decided by): decide it again.
create function record_scans(
  p_organizer uuid, p_lists uuid[], p_tickets uuid[], p_nonces text[], p_entries boolean[],
  p_list_versions int[], p_code_versions int[], p_states text[], p_facts int[], p_frees boolean[], p_scans jsonb
) returns table (i int, at timestamptz) language plpgsql
  set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  holds boolean[];
  left_by record;
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_at_doors(), true);
  -- The lists' locks, then the tickets', both in one order for everybody. Each statement sees what was committed before it
  -- began: those that follow come after the wait.
  perform lock_check_in_list(list, false) from (
    select distinct list from unnest(p_lists, p_list_versions) as w(list, version) where version is not null order by list) w;
  perform lock_check_in(list, ticket) from (
    select distinct list, ticket from unnest(p_lists, p_tickets, p_list_versions) as w(list, ticket, version) where version is not null order by list, ticket) w;

  select array_agg(
    w.first_of_nonce and not exists (select from scans s where s.organizer_id = p_organizer and s.nonce = w.nonce offset 0)
    and (w.version is null or basis_holds(p_organizer, w.list, w.ticket, w.version, w.code_version, w.state, w.facts)
      -- Within a batch, too: nothing may have come in between since it was decided. A freeing exit minds earlier entries only.
      and (w.facts is null or w.movements_before = 0) and (not w.frees or w.entries_before = 0)) order by w.i) into holds
    from (select u.*, row_number() over (partition by u.nonce order by u.i) = 1 as first_of_nonce,
                 count(*) filter (where u.version is not null) over earlier as movements_before, count(*) filter (where u.entry) over earlier as entries_before
            from unnest(p_lists, p_tickets, p_nonces, p_entries, p_list_versions, p_code_versions, p_states, p_facts, p_frees)
              with ordinality as u(list, ticket, nonce, entry, version, code_version, state, facts, frees, i)
          window earlier as (partition by u.list, u.ticket order by u.i rows between unbounded preceding and 1 preceding)) w;

  if true = any (p_frees) then
    for left_by in select distinct u.list, u.ticket from unnest(p_lists, p_tickets, p_frees, holds) as u(list, ticket, frees, hold) where u.frees and u.hold loop
      update scans s set occupies = false
       where s.organizer_id = p_organizer and s.list_id = left_by.list and s.ticket_id = left_by.ticket and s.result = 'accepted' and s.occupies;
    end loop;
  end if;

  return query
  with chosen as (
    select s.*, row_number() over (partition by s.list_id, s.ticket_id, s.result order by s.ordinality) - 1 as place
      from jsonb_populate_recordset(null::scans, p_scans) with ordinality as s where holds[s.ordinality]
  ), stored as (
    insert into scans (organizer_id, id, list_id, event_id, ticket_id, nonce, direction, result, reason, occupies, window_key, gate_id, device_id,
                       account_id, api_key_id, method, device_sequence, details, scanned_at)
    select p_organizer, c.id, c.list_id, c.event_id, c.ticket_id, c.nonce, c.direction, c.result, c.reason, c.occupies, c.window_key, c.gate_id, c.device_id,
           c.account_id, c.api_key_id, c.method,
           -- Two scans of the same millisecond keep their order by this.
           case when c.device_sequence = 0 and c.result = 'accepted'
                then c.place + (select count(*) from scans s where s.organizer_id = p_organizer and s.list_id = c.list_id and s.ticket_id = c.ticket_id and s.result = 'accepted')
                else c.device_sequence end,
           c.details, date_trunc('milliseconds', clock_timestamp())
      from chosen c
     -- In order of nonce, as everywhere: two batches that bring the same scans then wait for each other.
     order by c.nonce
    -- Whatever key refuses it: decided again, it sees what was there first.
    on conflict do nothing
    returning id, nonce, event_id, list_id, ticket_id, result, direction, scanned_at
  ), told as (
    insert into outbox (organizer_id, id, topic, subject_id, payload)
    select p_organizer, tenant_uuid(p_organizer), 'checkin.entered', id, jsonb_build_object('event_id', event_id, 'list_id', list_id, 'ticket_id', ticket_id)
      from stored where result = 'accepted' and direction = 'entry'
  )
  select w.i::int, (select s.scanned_at from stored s where s.nonce = w.nonce and holds[w.i]) from unnest(p_nonces) with ordinality as w(nonce, i) order by w.i;
end $$;

commit;
