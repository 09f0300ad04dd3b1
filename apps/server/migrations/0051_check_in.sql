-- What the door needs beyond the first schema: windows that move with their dates, scans as facts that are never changed in
-- what they say, and a scan that costs two statements.
begin;

alter table check_in_lists
  add column window_kind text not null default 'fixed' check (window_kind in ('fixed', 'relative')),
  add column closes_relative_to text not null default 'end' check (closes_relative_to in ('start', 'end')),
  add column gate_ids uuid[],
  add column closed boolean not null default false;
comment on column check_in_lists.window_kind is 'none: Whether its times are instants or move with the dates';
comment on column check_in_lists.closes_relative_to is 'none: What closes_minutes_after counts from';
comment on column check_in_lists.gate_ids is 'none: Only at these gates; null is all';
comment on column check_in_lists.closed is 'none: Closed by hand: nobody enters, whatever the window says';

alter table gates add column removed_at timestamptz;
comment on column gates.removed_at is 'none: No longer used; its name stays for the scans made there';

alter table devices add column platform text;
comment on column devices.platform is 'none: What it said it is when it signed in';

-- Each scan would lock the row of its list, which all the gates share: the function that writes it checks the list instead.
alter table scans drop constraint scans_organizer_id_list_id_fkey;
alter table scans drop constraint scans_direction_check;
alter table scans
  add constraint scans_direction_check check (direction in ('entry', 'exit', 'undo')),
  add column undoes text,
  add column window_key text,
  add column device_sequence bigint not null default 0,
  add column clock_offset_ms bigint not null default 0,
  add column api_key_id uuid,
  add column details jsonb not null default '{}',
  add column reported boolean not null default false,
  add column doubt text,
  add column double_of uuid,
  add constraint scans_occupies_window check (not occupies or window_key is not null),
  add constraint scans_undo_names check ((direction = 'undo') = (undoes is not null));
comment on column scans.direction is 'none: In, out, or the taking back of another scan';
comment on column scans.undoes is 'none: Nonce of the scan that this one takes back';
comment on column scans.window_key is 'none: The opening that an accepted entry uses up: a date or all';
comment on column scans.device_sequence is 'none: Counts up on its device';
comment on column scans.clock_offset_ms is 'none: Server''s time minus the device''s; scanned_at includes it';
comment on column scans.api_key_id is 'none: By which program, without a device';
comment on column scans.details is 'pseudonymous: The rest of its first answer: first entry, opening and closing time';
comment on column scans.reported is 'none: Decided by the device while it was offline and told later';
comment on column scans.doubt is 'none: Why the server would not have accepted it; the person is inside all the same';
comment on column scans.double_of is 'none: The entry that came first';

drop index scans_one_entry;
-- The last arbiter: two gates at the same moment cannot both use up the same opening, whatever the code above does.
create unique index scans_one_entry on scans (organizer_id, list_id, ticket_id, window_key) where occupies;
create index scans_of_ticket on scans (organizer_id, list_id, ticket_id) where result = 'accepted';
create index scans_conflicts on scans (organizer_id, list_id, scanned_at desc) where conflict;

-- When an event takes place, for whoever lets people in: published by the catalogue.
create view event_schedule with (security_invoker = true) as
select organizer_id, event_id, id as date_id, starts_at, ends_at from event_dates where state = 'scheduled';
comment on view event_schedule is 'Dates that take place. purpose: contract; retention: as the event';
comment on column event_schedule.organizer_id is 'none: Whose';
comment on column event_schedule.event_id is 'none: Of which event';
comment on column event_schedule.date_id is 'none: Which date';
comment on column event_schedule.starts_at is 'none: Start';
comment on column event_schedule.ends_at is 'none: End';
grant select on event_schedule to tessera_app;

-- Tickets as a door may see them: published by tickets. No e-mail address, no buyer, no price leaves through it.
create view door_tickets with (security_invoker = true) as
select t.organizer_id, t.id, t.event_id, t.date_id, t.product_id, t.variant_id, t.attendee_name, t.state, t.code_version,
       t.issued_at, t.voided_at, t.code_changed_at,
       u.paid, u.kind = 'admission' as admission, u.product_name, u.variant_name, u.order_code
  from tickets t join order_units u on u.organizer_id = t.organizer_id and u.order_line_id = t.order_line_id;
comment on view door_tickets is 'Tickets as a door may see them. purpose: contract; retention: as the tickets';
comment on column door_tickets.organizer_id is 'none: Whose';
comment on column door_tickets.id is 'none: Ticket id';
comment on column door_tickets.event_id is 'none: To which event';
comment on column door_tickets.date_id is 'none: On which date';
comment on column door_tickets.product_id is 'none: Of which product';
comment on column door_tickets.variant_id is 'none: Of which variant';
comment on column door_tickets.attendee_name is 'personal: Who comes';
comment on column door_tickets.state is 'none: Valid or void';
comment on column door_tickets.code_version is 'none: Only the code of this version enters';
comment on column door_tickets.issued_at is 'none: When';
comment on column door_tickets.voided_at is 'none: When';
comment on column door_tickets.code_changed_at is 'none: When an older code died';
comment on column door_tickets.paid is 'none: Paid for and not given back';
comment on column door_tickets.admission is 'none: Whether its product admits by itself';
comment on column door_tickets.product_name is 'none: As sold, by locale';
comment on column door_tickets.variant_name is 'none: As sold, by locale';
comment on column door_tickets.order_code is 'pseudonymous: What people read out';
grant select on door_tickets to tessera_app;

-- Who came, and when first: published by check-in for lists of attendees and figures.
create view ticket_entries with (security_invoker = true) as
select organizer_id, event_id, ticket_id, min(scanned_at) as first_entered_at
  from scans where result = 'accepted' and direction = 'entry' and undone_at is null group by organizer_id, event_id, ticket_id;
comment on view ticket_entries is 'Tickets that have entered, on any list. purpose: contract; retention: as the scans';
comment on column ticket_entries.organizer_id is 'none: Whose';
comment on column ticket_entries.event_id is 'none: To which event';
comment on column ticket_entries.ticket_id is 'pseudonymous: Which ticket';
comment on column ticket_entries.first_entered_at is 'none: When it first entered';
grant select on ticket_entries to tessera_app;

-- Whether a list admits a ticket at all, its window and its history aside.
create function list_admits(l check_in_lists, t door_tickets) returns boolean language sql immutable as $$
  select t.event_id = l.event_id
     and case when coalesce(cardinality(l.product_ids), 0) = 0 then t.admission else t.product_id = any (l.product_ids) end
     and (t.variant_id is null or coalesce(cardinality(l.variant_ids), 0) = 0 or t.variant_id = any (l.variant_ids))
     and (t.date_id is null or coalesce(cardinality(l.date_ids), 0) = 0 or t.date_id = any (l.date_ids))
$$;

-- What a device shows to be let in; also notes that it is there, at most once a minute.
create function device_by_id(p_organizer uuid, p_device uuid)
returns table (token_hash bytea, event_ids uuid[], list_ids uuid[], gate_id uuid) language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true);
  update devices set last_seen_at = clock_timestamp()
   where organizer_id = p_organizer and id = p_device and revoked_at is null
     and (last_seen_at is null or last_seen_at < clock_timestamp() - interval '1 minute');
  return query select d.token_hash, d.event_ids, d.list_ids, d.gate_id from devices d
                where d.organizer_id = p_organizer and d.id = p_device and d.revoked_at is null and d.token_hash is not null;
end $$;

-- Two locks, always in this order: the list's is shared by all its gates and taken alone by whoever changes its rules; the
-- other is one ticket's on one list.
create function lock_check_in_list(p_list uuid, p_alone boolean) returns void language plpgsql as $$
begin
  if p_alone then perform pg_advisory_xact_lock(hashtextextended('check-in list ' || p_list, 1));
  else perform pg_advisory_xact_lock_shared(hashtextextended('check-in list ' || p_list, 1));
  end if;
end $$;
create function lock_check_in(p_list uuid, p_ticket uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('check-in ' || p_list || p_ticket, 2))
$$;

-- Everything a decision about one ticket on one list reads, at one moment. What counts is read fresh: no cache decides here.
create function scan_basis(p_organizer uuid, p_list uuid, p_ticket uuid, p_nonce text)
returns table (now timestamptz, list jsonb, ticket jsonb, facts jsonb, known jsonb) language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true);
  return query
    select clock_timestamp(),
      (select to_jsonb(l) || jsonb_build_object('dates', (
          select coalesce(jsonb_agg(jsonb_build_object('id', d.date_id, 'starts_at', d.starts_at, 'ends_at', d.ends_at) order by d.starts_at), '[]')
            from event_schedule d where d.organizer_id = l.organizer_id and d.event_id = l.event_id), 'gates', (
          select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name)), '[]') from gates g where g.organizer_id = l.organizer_id and g.event_id = l.event_id))
         from check_in_lists l where l.organizer_id = p_organizer and l.id = p_list and l.archived_at is null),
      (select to_jsonb(t) from door_tickets t where t.organizer_id = p_organizer and t.id = p_ticket),
      (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from scans s
        where s.organizer_id = p_organizer and s.list_id = p_list and s.ticket_id = p_ticket and s.result = 'accepted'),
      (select to_jsonb(s) from scans s where s.organizer_id = p_organizer and s.nonce = p_nonce);
end $$;

-- Whether an acceptance still stands on what it was decided by. Waits for whoever else is about to let this ticket in.
-- Without p_facts the history does not matter: an exit is always taken, and some lists let in again and again.
create function basis_holds(p_organizer uuid, p_list uuid, p_ticket uuid, p_list_version int, p_code_version int, p_state text, p_facts int)
returns boolean language plpgsql as $$
begin
  perform lock_check_in_list(p_list, false);
  perform lock_check_in(p_list, p_ticket);
  -- Each statement sees what was committed before it began: these come after the wait.
  return exists (select from check_in_lists where organizer_id = p_organizer and id = p_list and version = p_list_version and archived_at is null)
     and exists (select from door_tickets where organizer_id = p_organizer and id = p_ticket and code_version = p_code_version and state = p_state)
     and (p_facts is null or p_facts = (select count(*) from scans where organizer_id = p_organizer and list_id = p_list and ticket_id = p_ticket and result = 'accepted'));
end $$;

-- Writes a decided scan: stored, known (the nonce was here before) or stale (decide again).
create function record_scan(p jsonb, p_list_version int, p_code_version int, p_state text, p_facts int, p_frees boolean)
returns table (outcome text, at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
  s scans := jsonb_populate_record(null::scans, p);
begin
  perform set_config('app.organizer_id', s.organizer_id::text, true);
  -- A refusal needs no guard: it was right when it was decided, and lets nobody in.
  if s.result = 'accepted' and not basis_holds(s.organizer_id, s.list_id, s.ticket_id, p_list_version, p_code_version, p_state, p_facts) then
    return query select 'stale', null::timestamptz;
    return;
  end if;
  if exists (select from scans where organizer_id = s.organizer_id and nonce = s.nonce) then
    return query select 'known', null::timestamptz;
    return;
  end if;
  if p_frees then
    update scans set occupies = false where organizer_id = s.organizer_id and list_id = s.list_id and ticket_id = s.ticket_id and occupies;
  end if;
  insert into scans (organizer_id, id, list_id, event_id, ticket_id, nonce, direction, result, reason, occupies, window_key, gate_id, device_id,
                     account_id, api_key_id, method, device_sequence, details, scanned_at)
  values (s.organizer_id, s.id, s.list_id, s.event_id, s.ticket_id, s.nonce, s.direction, s.result, s.reason, s.occupies, s.window_key, s.gate_id, s.device_id,
          s.account_id, s.api_key_id, s.method,
          -- Two scans of the same millisecond keep their order by this.
          case when s.device_sequence = 0 and s.result = 'accepted' then (select count(*) from scans where organizer_id = s.organizer_id and list_id = s.list_id and ticket_id = s.ticket_id and result = 'accepted')
               else s.device_sequence end,
          s.details, date_trunc('milliseconds', clock_timestamp()))
  on conflict (organizer_id, nonce) do nothing
  returning scanned_at into s.scanned_at;
  if not found then
    return query select 'known', null::timestamptz;
    return;
  end if;
  if s.result = 'accepted' and s.direction = 'entry' then
    insert into outbox (organizer_id, id, topic, subject_id, payload)
    values (s.organizer_id, tenant_uuid(s.organizer_id), 'checkin.entered', s.id,
            jsonb_build_object('event_id', s.event_id, 'list_id', s.list_id, 'ticket_id', s.ticket_id));
  end if;
  return query select 'stored', s.scanned_at;
end $$;

commit;
