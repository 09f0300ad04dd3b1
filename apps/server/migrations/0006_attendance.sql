-- Who may enter where and when, and who did.
begin;

create table check_in_lists (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null check (char_length(name) between 1 and 120),
  product_ids uuid[],
  variant_ids uuid[],
  date_ids uuid[],
  opens_minutes_before int,
  closes_minutes_after int,
  opens_at timestamptz,
  closes_at timestamptz,
  reentry text not null default 'none' check (reentry in ('none', 'after_exit', 'unlimited')),
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade
);
create index check_in_lists_event on check_in_lists (organizer_id, event_id);
call describe('check_in_lists', 'Who may enter where and when. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | List id', 'event_id | none | Of which event', 'name | none | For door staff', 'product_ids | none | These products; null is all admissions', 'variant_ids | none | These variants; null is all', 'date_ids | none | These dates; null is all', 'opens_minutes_before | none | Window relative to the date''s start', 'closes_minutes_after | none | Window relative to the date''s end', 'opens_at | none | Fixed window', 'closes_at | none | Fixed window', 'reentry | none | Whether one may come back', 'archived_at | none | No longer used', 'version | none | For If-Match', 'created_at | none | When');
call tenant_table('check_in_lists');

create table gates (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade
);
create index gates_event on gates (organizer_id, event_id);
call describe('gates', 'The doors of an event. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | Gate id', 'event_id | none | Of which event', 'name | none | For door staff');
call tenant_table('gates');

create table devices (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  name text not null,
  event_ids uuid[],
  list_ids uuid[],
  gate_id uuid,
  code_hash bytea,
  code_expires_at timestamptz,
  token_hash bytea,
  enrolled_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (organizer_id, id),
  foreign key (organizer_id, gate_id) references gates (organizer_id, id)
);
create index devices_newest on devices (organizer_id, created_at desc);
call describe('devices', 'Phones and scanners that check tickets. purpose: contract; retention: 1 year after revocation',
  'organizer_id | none | Whose', 'id | none | Device id', 'name | none | For the organizer', 'event_ids | none | Limited to these events; null is all', 'list_ids | none | Limited to these lists; null is all of them', 'gate_id | none | Where it stands', 'code_hash | secret | SHA-256 of the one-time sign-in code', 'code_expires_at | none | Until', 'token_hash | secret | SHA-256 of its token', 'enrolled_at | none | When', 'last_seen_at | none | When', 'revoked_at | none | When', 'created_by | pseudonymous | Account', 'created_at | none | When');
call tenant_table('devices');

-- A device has nothing but a short code when it signs in; this finds whose device it is.
create table device_codes (
  code_hash bytea primary key,
  organizer_id uuid not null,
  device_id uuid not null,
  expires_at timestamptz not null
);
call describe('device_codes', 'One-time sign-in codes of devices not yet signed in. purpose: contract; retention: 1 day',
  'code_hash | secret | SHA-256 of the code', 'organizer_id | none | Whose', 'device_id | none | Which device', 'expires_at | none | Until');
grant select, insert, delete on device_codes to tessera_app;

create table scans (
  organizer_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  event_id uuid not null,
  ticket_id uuid,
  nonce text not null check (char_length(nonce) between 8 and 64),
  direction text not null default 'entry' check (direction in ('entry', 'exit')),
  result text not null check (result in ('accepted', 'refused')),
  reason text not null,
  occupies boolean not null default false,
  conflict boolean not null default false,
  gate_id uuid,
  device_id uuid,
  account_id uuid,
  method text not null default 'code' check (method in ('code', 'search', 'manual')),
  scanned_at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  undone_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, list_id) references check_in_lists (organizer_id, id),
  foreign key (organizer_id, ticket_id) references tickets (organizer_id, id)
);
create unique index scans_nonce on scans (organizer_id, nonce);
-- At most one entry counts for a ticket on a list: two gates at the same moment cannot both win.
create unique index scans_one_entry on scans (organizer_id, list_id, ticket_id) where occupies;
create index scans_ticket on scans (organizer_id, ticket_id, scanned_at);
create index scans_list on scans (organizer_id, list_id, received_at desc);
call describe('scans', 'A scan is a fact, accepted or refused with a reason. purpose: contract; retention: 1 year after the event',
  'organizer_id | none | Whose', 'id | none | Scan id', 'list_id | none | On which list', 'event_id | none | Of which event', 'ticket_id | pseudonymous | Which ticket, where known', 'nonce | none | The device''s id of it: the same scan sent twice is one', 'direction | none | In or out', 'result | none | Accepted or refused', 'reason | none | Reason code', 'occupies | none | This entry counts: it is the one that lets the ticket in', 'conflict | none | Accepted offline although another entry counts', 'gate_id | none | Where', 'device_id | none | By which device', 'account_id | pseudonymous | By whom, without a device', 'method | none | By code, by search, by hand', 'scanned_at | none | When, corrected by the server''s offset', 'received_at | none | When the server learnt of it', 'undone_at | none | When it was taken back');
call tenant_table('scans', 'select, insert, update');

commit;
