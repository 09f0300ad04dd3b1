-- Scans of one batch are of one moment, and the functions of the hot path spend their time on their work: each of them asks
-- first which kind of plan to take, and that question was planned anew each time, by the very setting that it asks about.
begin;

alter function plan_cache_mode_for(regclass) set plan_cache_mode = force_generic_plan;
alter function plan_cache_mode_at_doors() set plan_cache_mode = force_generic_plan;

create or replace function record_scans(p_organizer uuid, p_lists uuid[], p_tickets uuid[], p_nonces text[], p_entries boolean[], p_list_versions integer[], p_code_versions integer[], p_states text[], p_facts integer[], p_frees boolean[], p_scans jsonb)
  returns table(i int, at timestamptz) language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  holds boolean[];
  left_by record;
  moment timestamptz;
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_at_doors(), true);
  -- The lists' locks, then the tickets', both in one order for everybody. Each statement sees what was committed before it
  -- began: those that follow come after the wait.
  perform lock_check_in_list(list, false) from (
    select distinct list from unnest(p_lists, p_list_versions) as w(list, version) where version is not null order by list) w;
  perform lock_check_in(list, ticket) from (
    select distinct list, ticket from unnest(p_lists, p_tickets, p_list_versions) as w(list, ticket, version) where version is not null order by list, ticket) w;
  -- One moment for all that is written together: movements of one ticket then keep the order in which they were decided.
  moment := date_trunc('milliseconds', clock_timestamp());

  select array_agg(
    w.first_of_nonce and not exists (select from scans s where s.organizer_id = p_organizer and s.nonce = w.nonce offset 0)
    and (w.version is null or
      -- List, ticket and history are still what it was decided on. The list is compared so that no index leads to all of its
      -- scans: a connection that knew it small would read them once for each scan of a batch.
      exists (select from check_in_lists l where l.organizer_id = p_organizer and l.id = w.list and l.version = w.version and l.archived_at is null offset 0)
      and exists (select from tickets t where t.organizer_id = p_organizer and t.id = w.ticket and t.code_version = w.code_version and t.state = w.state offset 0)
      and (w.facts is null or w.facts = (
        select count(*) from scans s
         where s.organizer_id = p_organizer and s.ticket_id = w.ticket and s.list_id is not distinct from w.list and s.result = 'accepted'))
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
                then c.place + coalesce(p_facts[c.ordinality],
                  (select count(*) from scans s where s.organizer_id = p_organizer and s.list_id = c.list_id and s.ticket_id = c.ticket_id and s.result = 'accepted'))
                else c.device_sequence end,
           c.details, moment
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

-- A function called for each row costs more than what it asks; its three questions stand where they are asked.
drop function basis_holds(uuid, uuid, uuid, int, int, text, int);

commit;
