-- Made by `npm run tessera -- schema`. Do not edit: change a migration instead.

create schema public;

-- Keys for programs. purpose: contract; retention: 1 year after revocation
create table public.api_keys (
  organizer_id uuid not null,
  id uuid not null,
  name text not null,
  hash bytea not null,
  hint text not null,
  permissions text[] not null,
  event_ids uuid[],
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (organizer_id, id),
  constraint api_keys_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id)
);
comment on column public.api_keys.organizer_id is 'none: Whose';
comment on column public.api_keys.id is 'none: Key id, part of the key''s text';
comment on column public.api_keys.name is 'none: What it is for';
comment on column public.api_keys.hash is 'secret: SHA-256 of the secret part';
comment on column public.api_keys.hint is 'none: Last four characters, to tell keys apart';
comment on column public.api_keys.permissions is 'none: What it may do';
comment on column public.api_keys.event_ids is 'none: Limited to these events';
comment on column public.api_keys.created_by is 'pseudonymous: Account';
comment on column public.api_keys.created_at is 'none: When';
comment on column public.api_keys.expires_at is 'none: Until';
comment on column public.api_keys.last_used_at is 'none: When it was last used';
comment on column public.api_keys.revoked_at is 'none: When it ended';
alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;
create policy backup on public.api_keys for select to tessera_backup using true;
create policy tenant on public.api_keys for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.api_keys to tessera_app;
grant select on public.api_keys to tessera_backup;

-- The newest link of each organizer's audit chain; its row lock puts records in order. purpose: security; retention: as long as the organizer
create table public.audit_heads (
  organizer_id uuid not null,
  seq bigint default 0 not null,
  hash bytea default '\x00'::bytea not null,
  constraint audit_heads_pkey PRIMARY KEY (organizer_id)
);
comment on column public.audit_heads.organizer_id is 'none: Whose';
comment on column public.audit_heads.seq is 'none: Number of the newest record';
comment on column public.audit_heads.hash is 'none: Its hash';
alter table public.audit_heads enable row level security;
alter table public.audit_heads force row level security;
create policy backup on public.audit_heads for select to tessera_backup using true;
create policy tenant on public.audit_heads for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.audit_heads to tessera_app;
grant select on public.audit_heads to tessera_backup;

-- Who did what, in a chain of hashes per organizer. purpose: security; retention: 10 years
create table public.audit_records (
  organizer_id uuid not null,
  seq bigint not null,
  at timestamp with time zone default clock_timestamp() not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  changes jsonb,
  changes_digest bytea not null,
  reason text,
  request_id text,
  prev_hash bytea not null,
  hash bytea not null,
  constraint audit_records_pkey PRIMARY KEY (organizer_id, seq),
  constraint audit_records_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['account'::text, 'api_key'::text, 'device'::text, 'buyer'::text, 'system'::text, 'operator'::text])))
);
comment on column public.audit_records.organizer_id is 'none: Whose';
comment on column public.audit_records.seq is 'none: Gapless number';
comment on column public.audit_records.at is 'none: When';
comment on column public.audit_records.actor_kind is 'none: Kind of actor';
comment on column public.audit_records.actor_id is 'pseudonymous: Which account, key or device';
comment on column public.audit_records.action is 'none: members.invited and the like';
comment on column public.audit_records.subject_kind is 'none: What kind of thing';
comment on column public.audit_records.subject_id is 'pseudonymous: Which one';
comment on column public.audit_records.changes is 'personal: Before and after; may be shredded without breaking the chain, which covers only its digest';
comment on column public.audit_records.changes_digest is 'none: SHA-256 of changes';
comment on column public.audit_records.reason is 'personal: What the actor gave as reason';
comment on column public.audit_records.request_id is 'none: Of the request';
comment on column public.audit_records.prev_hash is 'none: Hash of the record before';
comment on column public.audit_records.hash is 'none: SHA-256 over this record and the hash before';
CREATE INDEX audit_records_subject ON public.audit_records USING btree (organizer_id, subject_id, seq DESC);
alter table public.audit_records enable row level security;
alter table public.audit_records force row level security;
create policy backup on public.audit_records for select to tessera_backup using true;
create policy tenant on public.audit_records for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select on public.audit_records to tessera_app;
grant select on public.audit_records to tessera_backup;

-- Who may enter where and when. purpose: contract; retention: as the event
create table public.check_in_lists (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null,
  product_ids uuid[],
  variant_ids uuid[],
  date_ids uuid[],
  opens_minutes_before integer,
  closes_minutes_after integer,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  reentry text default 'none'::text not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  window_kind text default 'fixed'::text not null,
  closes_relative_to text default 'end'::text not null,
  gate_ids uuid[],
  closed boolean default false not null,
  constraint check_in_lists_pkey PRIMARY KEY (organizer_id, id),
  constraint check_in_lists_closes_relative_to_check CHECK ((closes_relative_to = ANY (ARRAY['start'::text, 'end'::text]))),
  constraint check_in_lists_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  constraint check_in_lists_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE,
  constraint check_in_lists_reentry_check CHECK ((reentry = ANY (ARRAY['none'::text, 'after_exit'::text, 'unlimited'::text]))),
  constraint check_in_lists_window_kind_check CHECK ((window_kind = ANY (ARRAY['fixed'::text, 'relative'::text])))
);
comment on column public.check_in_lists.organizer_id is 'none: Whose';
comment on column public.check_in_lists.id is 'none: List id';
comment on column public.check_in_lists.event_id is 'none: Of which event';
comment on column public.check_in_lists.name is 'none: For door staff';
comment on column public.check_in_lists.product_ids is 'none: These products; null is all admissions';
comment on column public.check_in_lists.variant_ids is 'none: These variants; null is all';
comment on column public.check_in_lists.date_ids is 'none: These dates; null is all';
comment on column public.check_in_lists.opens_minutes_before is 'none: Window relative to the date''s start';
comment on column public.check_in_lists.closes_minutes_after is 'none: Window relative to the date''s end';
comment on column public.check_in_lists.opens_at is 'none: Fixed window';
comment on column public.check_in_lists.closes_at is 'none: Fixed window';
comment on column public.check_in_lists.reentry is 'none: Whether one may come back';
comment on column public.check_in_lists.archived_at is 'none: No longer used';
comment on column public.check_in_lists.version is 'none: For If-Match';
comment on column public.check_in_lists.created_at is 'none: When';
comment on column public.check_in_lists.window_kind is 'none: Whether its times are instants or move with the dates';
comment on column public.check_in_lists.closes_relative_to is 'none: What closes_minutes_after counts from';
comment on column public.check_in_lists.gate_ids is 'none: Only at these gates; null is all';
comment on column public.check_in_lists.closed is 'none: Closed by hand: nobody enters, whatever the window says';
CREATE INDEX check_in_lists_event ON public.check_in_lists USING btree (organizer_id, event_id);
alter table public.check_in_lists enable row level security;
alter table public.check_in_lists force row level security;
create policy backup on public.check_in_lists for select to tessera_backup using true;
create policy tenant on public.check_in_lists for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.check_in_lists to tessera_app;
grant select on public.check_in_lists to tessera_backup;

-- Each organizer's data keys, wrapped by a master key; deleting them makes what they sealed unreadable. purpose: security; retention: as long as the organizer
create table public.data_keys (
  organizer_id uuid not null,
  version integer not null,
  wrapped bytea not null,
  master_key_id text not null,
  created_at timestamp with time zone default now() not null,
  constraint data_keys_pkey PRIMARY KEY (organizer_id, version),
  constraint data_keys_version_check CHECK ((version >= 1))
);
comment on column public.data_keys.organizer_id is 'none: Whose';
comment on column public.data_keys.version is 'none: Named in each sealed value';
comment on column public.data_keys.wrapped is 'secret: The key, sealed by the master key';
comment on column public.data_keys.master_key_id is 'none: By which';
comment on column public.data_keys.created_at is 'none: When';
alter table public.data_keys enable row level security;
alter table public.data_keys force row level security;
create policy backup on public.data_keys for select to tessera_backup using true;
create policy tenant on public.data_keys for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.data_keys to tessera_app;
grant select on public.data_keys to tessera_backup;

-- One-time sign-in codes of devices not yet signed in. purpose: contract; retention: 1 day
create table public.device_codes (
  code_hash bytea not null,
  organizer_id uuid not null,
  device_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint device_codes_pkey PRIMARY KEY (code_hash)
);
comment on column public.device_codes.code_hash is 'secret: SHA-256 of the code';
comment on column public.device_codes.organizer_id is 'none: Whose';
comment on column public.device_codes.device_id is 'none: Which device';
comment on column public.device_codes.expires_at is 'none: Until';
grant delete, insert, select on public.device_codes to tessera_app;
grant select on public.device_codes to tessera_backup;

-- Phones and scanners that check tickets. purpose: contract; retention: 1 year after revocation
create table public.devices (
  organizer_id uuid not null,
  id uuid not null,
  name text not null,
  event_ids uuid[],
  list_ids uuid[],
  gate_id uuid,
  code_hash bytea,
  code_expires_at timestamp with time zone,
  token_hash bytea,
  enrolled_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  platform text,
  constraint devices_pkey PRIMARY KEY (organizer_id, id),
  constraint devices_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id),
  constraint devices_organizer_id_gate_id_fkey FOREIGN KEY (organizer_id, gate_id) REFERENCES gates(organizer_id, id)
);
comment on column public.devices.organizer_id is 'none: Whose';
comment on column public.devices.id is 'none: Device id';
comment on column public.devices.name is 'none: For the organizer';
comment on column public.devices.event_ids is 'none: Limited to these events; null is all';
comment on column public.devices.list_ids is 'none: Limited to these lists; null is all of them';
comment on column public.devices.gate_id is 'none: Where it stands';
comment on column public.devices.code_hash is 'secret: SHA-256 of the one-time sign-in code';
comment on column public.devices.code_expires_at is 'none: Until';
comment on column public.devices.token_hash is 'secret: SHA-256 of its token';
comment on column public.devices.enrolled_at is 'none: When';
comment on column public.devices.last_seen_at is 'none: When';
comment on column public.devices.revoked_at is 'none: When';
comment on column public.devices.created_by is 'pseudonymous: Account';
comment on column public.devices.created_at is 'none: When';
comment on column public.devices.platform is 'none: What it said it is when it signed in';
CREATE INDEX devices_newest ON public.devices USING btree (organizer_id, created_at DESC);
alter table public.devices enable row level security;
alter table public.devices force row level security;
create policy backup on public.devices for select to tessera_backup using true;
create policy tenant on public.devices for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.devices to tessera_app;
grant select on public.devices to tessera_backup;

-- One occurrence of an event; every event has at least one. purpose: contract; retention: as the event
create table public.event_dates (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone,
  doors_at timestamp with time zone,
  label jsonb default '{}'::jsonb not null,
  state text default 'scheduled'::text not null,
  sequence integer default 0 not null,
  version integer default 1 not null,
  constraint event_dates_pkey PRIMARY KEY (organizer_id, id),
  constraint event_dates_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at))),
  constraint event_dates_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE,
  constraint event_dates_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'cancelled'::text])))
);
comment on column public.event_dates.organizer_id is 'none: Whose';
comment on column public.event_dates.id is 'none: Date id';
comment on column public.event_dates.event_id is 'none: Of which event';
comment on column public.event_dates.starts_at is 'none: Start';
comment on column public.event_dates.ends_at is 'none: End';
comment on column public.event_dates.doors_at is 'none: Doors';
comment on column public.event_dates.label is 'none: Name of the date, by locale';
comment on column public.event_dates.state is 'none: Scheduled or cancelled';
comment on column public.event_dates.sequence is 'none: iCalendar SEQUENCE: grows when it moves';
comment on column public.event_dates.version is 'none: For If-Match';
CREATE INDEX event_dates_event ON public.event_dates USING btree (organizer_id, event_id, starts_at);
alter table public.event_dates enable row level security;
alter table public.event_dates force row level security;
create policy backup on public.event_dates for select to tessera_backup using true;
create policy tenant on public.event_dates for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.event_dates to tessera_app;
grant select on public.event_dates to tessera_backup;

-- Reserved addresses of events. purpose: publication; retention: as the event
create table public.event_slugs (
  slug text not null,
  organizer_id uuid not null,
  event_id uuid not null,
  constraint event_slugs_pkey PRIMARY KEY (slug),
  constraint event_slugs_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (char_length(slug) <= 120)))
);
comment on column public.event_slugs.slug is 'none: Address';
comment on column public.event_slugs.organizer_id is 'none: Whose';
comment on column public.event_slugs.event_id is 'none: Which event';
alter table public.event_slugs enable row level security;
alter table public.event_slugs force row level security;
create policy everybody_reads on public.event_slugs for select to public using true;
create policy own_delete on public.event_slugs for delete to public using (organizer_id = current_organizer());
create policy own_insert on public.event_slugs for insert to public with check (organizer_id = current_organizer());
grant delete, insert, select on public.event_slugs to tessera_app;
grant select on public.event_slugs to tessera_backup;

-- What is announced. purpose: contract; retention: as long as its orders
create table public.events (
  organizer_id uuid not null,
  id uuid not null,
  slug text not null,
  state text default 'draft'::text not null,
  title jsonb not null,
  summary jsonb default '{}'::jsonb not null,
  description jsonb default '{}'::jsonb not null,
  category text default 'other'::text not null,
  default_locale text default 'en'::text not null,
  timezone text not null,
  currency text not null,
  attendance_mode text default 'in_person'::text not null,
  venue_name text,
  street text,
  postal_code text,
  city text,
  region text,
  country text,
  latitude double precision,
  longitude double precision,
  online_url text,
  picture_id uuid,
  palette text,
  fee_fixed_minor bigint default 0 not null,
  fee_ppm integer default 0 not null,
  fee_payer text default 'buyer'::text not null,
  external_id text,
  source_url text,
  catalog_version integer default 1 not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  published_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  import_hash text,
  constraint events_pkey PRIMARY KEY (organizer_id, id),
  constraint events_attendance_mode_check CHECK ((attendance_mode = ANY (ARRAY['in_person'::text, 'online'::text, 'hybrid'::text]))),
  constraint events_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint events_fee_fixed_minor_check CHECK ((fee_fixed_minor >= 0)),
  constraint events_fee_payer_check CHECK ((fee_payer = ANY (ARRAY['buyer'::text, 'organizer'::text]))),
  constraint events_fee_ppm_check CHECK (((fee_ppm >= 0) AND (fee_ppm <= 1000000))),
  constraint events_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id),
  constraint events_organizer_id_picture_id_fkey FOREIGN KEY (organizer_id, picture_id) REFERENCES files(organizer_id, id),
  constraint events_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'ended'::text, 'cancelled'::text, 'postponed'::text])))
);
comment on column public.events.organizer_id is 'none: Whose';
comment on column public.events.id is 'none: Event id';
comment on column public.events.slug is 'none: Address of its page, unique on the platform';
comment on column public.events.state is 'none: Draft, published, ended, cancelled or postponed';
comment on column public.events.title is 'none: By locale';
comment on column public.events.summary is 'none: One sentence, by locale';
comment on column public.events.description is 'none: Markdown, by locale';
comment on column public.events.category is 'none: For discovery';
comment on column public.events.default_locale is 'none: Fallback of its texts';
comment on column public.events.timezone is 'none: IANA';
comment on column public.events.currency is 'none: Of all its prices';
comment on column public.events.attendance_mode is 'none: In person, online or both';
comment on column public.events.venue_name is 'none: Place';
comment on column public.events.street is 'none: Place';
comment on column public.events.postal_code is 'none: Place';
comment on column public.events.city is 'none: Place';
comment on column public.events.region is 'none: Place';
comment on column public.events.country is 'none: ISO 3166';
comment on column public.events.latitude is 'none: Place';
comment on column public.events.longitude is 'none: Place';
comment on column public.events.online_url is 'none: Stream';
comment on column public.events.picture_id is 'none: Its picture';
comment on column public.events.palette is 'none: Of the generated mosaic';
comment on column public.events.fee_fixed_minor is 'none: Service fee per unit';
comment on column public.events.fee_ppm is 'none: Service fee in millionths of the price';
comment on column public.events.fee_payer is 'none: Whether the buyer sees the fee or the organizer bears it';
comment on column public.events.external_id is 'none: Id in the feed it was imported from';
comment on column public.events.source_url is 'none: Where it was imported from';
comment on column public.events.catalog_version is 'none: Grows with every change that touches what is sold or at which price; a hold names the version it was priced by';
comment on column public.events.version is 'none: For If-Match';
comment on column public.events.created_at is 'none: When';
comment on column public.events.published_at is 'none: When';
comment on column public.events.cancelled_at is 'none: When';
comment on column public.events.cancel_reason is 'none: Said to buyers';
comment on column public.events.import_hash is 'none: Hash of what the feed said at the last import; the same again changes nothing';
CREATE UNIQUE INDEX events_external ON public.events USING btree (organizer_id, external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX events_slug ON public.events USING btree (organizer_id, slug);
CREATE INDEX events_state ON public.events USING btree (organizer_id, state, created_at DESC);
alter table public.events enable row level security;
alter table public.events force row level security;
create policy backup on public.events for select to tessera_backup using true;
create policy tenant on public.events for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.events to tessera_app;
grant select on public.events to tessera_backup;

-- What lies in the file storage. purpose: contract; retention: as long as what it belongs to
create table public.files (
  organizer_id uuid not null,
  id uuid not null,
  kind text not null,
  storage_key text not null,
  content_type text not null,
  size_bytes bigint not null,
  width integer,
  height integer,
  alt jsonb default '{}'::jsonb not null,
  derived jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint files_pkey PRIMARY KEY (organizer_id, id),
  constraint files_kind_check CHECK ((kind = ANY (ARRAY['picture'::text, 'document'::text])))
);
comment on column public.files.organizer_id is 'none: Whose';
comment on column public.files.id is 'none: File id';
comment on column public.files.kind is 'none: Picture or document';
comment on column public.files.storage_key is 'none: Where';
comment on column public.files.content_type is 'none: Checked media type';
comment on column public.files.size_bytes is 'none: Size';
comment on column public.files.width is 'none: Pixels';
comment on column public.files.height is 'none: Pixels';
comment on column public.files.alt is 'none: What the picture shows, by locale';
comment on column public.files.derived is 'none: Smaller sizes';
comment on column public.files.created_at is 'none: When';
alter table public.files enable row level security;
alter table public.files force row level security;
create policy backup on public.files for select to tessera_backup using true;
create policy tenant on public.files for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.files to tessera_app;
grant select on public.files to tessera_backup;

-- Feature flags of the platform. purpose: operation; retention: none
create table public.flags (
  name text not null,
  enabled boolean default false not null,
  rules jsonb default '[]'::jsonb not null,
  changed_at timestamp with time zone default now() not null,
  constraint flags_pkey PRIMARY KEY (name)
);
comment on column public.flags.name is 'none: Name';
comment on column public.flags.enabled is 'none: What it is without a matching rule';
comment on column public.flags.rules is 'none: Targeting by organizer, event or percent, first match wins';
comment on column public.flags.changed_at is 'none: When';
grant delete, insert, select, update on public.flags to tessera_app;
grant select on public.flags to tessera_backup;

-- The doors of an event. purpose: contract; retention: as the event
create table public.gates (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null,
  removed_at timestamp with time zone,
  constraint gates_pkey PRIMARY KEY (organizer_id, id),
  constraint gates_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint gates_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE
);
comment on column public.gates.organizer_id is 'none: Whose';
comment on column public.gates.id is 'none: Gate id';
comment on column public.gates.event_id is 'none: Of which event';
comment on column public.gates.name is 'none: For door staff';
comment on column public.gates.removed_at is 'none: No longer used; its name stays for the scans made there';
CREATE INDEX gates_event ON public.gates USING btree (organizer_id, event_id);
alter table public.gates enable row level security;
alter table public.gates force row level security;
create policy backup on public.gates for select to tessera_backup using true;
create policy tenant on public.gates for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.gates to tessera_app;
grant select on public.gates to tessera_backup;

-- An organizer's accounts at payment gateways. purpose: contract; retention: as long as the organizer
create table public.gateway_accounts (
  organizer_id uuid not null,
  id uuid not null,
  gateway text not null,
  label text not null,
  credentials bytea not null,
  enabled boolean default true not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  flow text default 'redirect'::text not null,
  merchant text,
  livemode boolean default false not null,
  changed_at timestamp with time zone default now() not null,
  constraint gateway_accounts_pkey PRIMARY KEY (organizer_id, id),
  constraint gateway_accounts_flow_check CHECK ((flow = ANY (ARRAY['redirect'::text, 'embedded'::text]))),
  constraint gateway_accounts_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id)
);
comment on column public.gateway_accounts.organizer_id is 'none: Whose';
comment on column public.gateway_accounts.id is 'none: Gateway account id';
comment on column public.gateway_accounts.gateway is 'none: Which gateway';
comment on column public.gateway_accounts.label is 'none: For the organizer';
comment on column public.gateway_accounts.credentials is 'secret: Sealed by the organizer''s data key';
comment on column public.gateway_accounts.enabled is 'none: Whether buyers may pay by it';
comment on column public.gateway_accounts.version is 'none: For If-Match';
comment on column public.gateway_accounts.created_at is 'none: When';
comment on column public.gateway_accounts.flow is 'none: Where the buyer pays: at the gateway or in our page';
comment on column public.gateway_accounts.merchant is 'none: What the gateway calls the account, if anything';
comment on column public.gateway_accounts.livemode is 'none: Whether real money moves';
comment on column public.gateway_accounts.changed_at is 'none: When label, credentials or the switch last changed';
CREATE UNIQUE INDEX gateway_accounts_one ON public.gateway_accounts USING btree (organizer_id, gateway) WHERE enabled;
alter table public.gateway_accounts enable row level security;
alter table public.gateway_accounts force row level security;
create policy backup on public.gateway_accounts for select to tessera_backup using true;
create policy tenant on public.gateway_accounts for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.gateway_accounts to tessera_app;
grant select on public.gateway_accounts to tessera_backup;

-- What gateways told us, stored before it is acted upon; each once. purpose: contract; retention: 1 year
create table public.gateway_events (
  organizer_id uuid not null,
  gateway text not null,
  gateway_event_id text not null,
  kind text not null,
  payload jsonb not null,
  received_at timestamp with time zone default clock_timestamp() not null,
  handled_at timestamp with time zone,
  outcome text,
  tried_at timestamp with time zone,
  constraint gateway_events_pkey PRIMARY KEY (organizer_id, gateway, gateway_event_id)
);
comment on column public.gateway_events.organizer_id is 'none: Whose';
comment on column public.gateway_events.gateway is 'none: Which';
comment on column public.gateway_events.gateway_event_id is 'none: Its id there';
comment on column public.gateway_events.kind is 'none: What';
comment on column public.gateway_events.payload is 'pseudonymous: Normalized event';
comment on column public.gateway_events.received_at is 'none: When';
comment on column public.gateway_events.handled_at is 'none: When it took effect';
comment on column public.gateway_events.outcome is 'none: Which effect';
comment on column public.gateway_events.tried_at is 'none: When it was last tried and had to wait on';
CREATE INDEX gateway_events_handled ON public.gateway_events USING btree (organizer_id, received_at) WHERE (handled_at IS NOT NULL);
CREATE INDEX gateway_events_waiting ON public.gateway_events USING btree (organizer_id, received_at) WHERE (handled_at IS NULL);
alter table public.gateway_events enable row level security;
alter table public.gateway_events force row level security;
create policy backup on public.gateway_events for select to tessera_backup using true;
create policy tenant on public.gateway_events for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.gateway_events to tessera_app;
grant select on public.gateway_events to tessera_backup;

-- Capacity and price claimed for a short time. One that has expired claims nothing, swept or not. purpose: contract; retention: 30 days when unused
create table public.holds (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  state text default 'live'::text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ttl_seconds integer not null,
  extensions integer default 0 not null,
  pool_ids uuid[] not null,
  pool_quantities integer[] not null,
  total_minor bigint not null,
  currency text not null,
  idempotency_key text,
  request_hash bytea,
  quote_id uuid not null,
  constraint holds_pkey PRIMARY KEY (organizer_id, id),
  constraint holds_check CHECK ((cardinality(pool_ids) = cardinality(pool_quantities))),
  constraint holds_extensions_check CHECK (((extensions >= 0) AND (extensions <= 1))),
  constraint holds_state_check CHECK ((state = ANY (ARRAY['live'::text, 'ordered'::text, 'converted'::text, 'released'::text, 'expired'::text]))),
  constraint holds_total_minor_check CHECK ((total_minor >= 0))
);
comment on column public.holds.organizer_id is 'none: Whose';
comment on column public.holds.id is 'none: Hold id';
comment on column public.holds.event_id is 'none: Of which event';
comment on column public.holds.state is 'none: Live, ordered (an order awaits payment), converted, released or expired';
comment on column public.holds.created_at is 'none: By the database''s clock';
comment on column public.holds.expires_at is 'none: Until';
comment on column public.holds.ttl_seconds is 'none: Life it was given';
comment on column public.holds.extensions is 'none: How often extended';
comment on column public.holds.pool_ids is 'none: What it claims';
comment on column public.holds.pool_quantities is 'none: How much of each';
comment on column public.holds.total_minor is 'none: Total';
comment on column public.holds.currency is 'none: ISO 4217';
comment on column public.holds.idempotency_key is 'none: Of the request';
comment on column public.holds.request_hash is 'none: Of the request';
comment on column public.holds.quote_id is 'none: Priced cart with its explanation; this price holds';
CREATE INDEX holds_ended ON public.holds USING btree (organizer_id, expires_at) WHERE (state = ANY (ARRAY['released'::text, 'expired'::text]));
CREATE INDEX holds_expiry ON public.holds USING btree (organizer_id, expires_at) WHERE (state = ANY (ARRAY['live'::text, 'ordered'::text]));
CREATE UNIQUE INDEX holds_idempotency ON public.holds USING btree (organizer_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
alter table public.holds enable row level security;
alter table public.holds force row level security;
create policy backup on public.holds for select to tessera_backup using true;
create policy tenant on public.holds for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.holds to tessera_app;
grant select on public.holds to tessera_backup;

-- First answers to unsafe requests, so that a repeated request gets the same bytes. purpose: operation; retention: 24 hours
create table public.idempotency_keys (
  principal text not null,
  key text not null,
  request_hash bytea not null,
  locked_until timestamp with time zone,
  status integer,
  headers jsonb,
  body bytea,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (principal, key)
);
comment on column public.idempotency_keys.principal is 'pseudonymous: Who asked, hashed';
comment on column public.idempotency_keys.key is 'none: The client''s Idempotency-Key';
comment on column public.idempotency_keys.request_hash is 'none: SHA-256 of method, path and body';
comment on column public.idempotency_keys.locked_until is 'none: The first request runs until then; after it the key may be taken over';
comment on column public.idempotency_keys.status is 'none: HTTP status of the answer';
comment on column public.idempotency_keys.headers is 'none: Headers of the answer';
comment on column public.idempotency_keys.body is 'secret: The answer, sealed: it may carry secrets';
comment on column public.idempotency_keys.created_at is 'none: When';
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);
grant delete, insert, select, update on public.idempotency_keys to tessera_app;
grant select on public.idempotency_keys to tessera_backup;

-- Invitations to a team. purpose: contract; retention: 90 days after they end
create table public.invitations (
  organizer_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  event_ids uuid[],
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (organizer_id, id),
  constraint invitations_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'finance'::text, 'support'::text, 'door'::text, 'viewer'::text])))
);
comment on column public.invitations.organizer_id is 'none: Whose';
comment on column public.invitations.id is 'none: Invitation id';
comment on column public.invitations.email is 'personal: Invited address';
comment on column public.invitations.role is 'none: Role';
comment on column public.invitations.event_ids is 'none: Limited to these events';
comment on column public.invitations.token_hash is 'secret: SHA-256 of the token in the mail';
comment on column public.invitations.invited_by is 'pseudonymous: Account';
comment on column public.invitations.created_at is 'none: When';
comment on column public.invitations.expires_at is 'none: Until';
comment on column public.invitations.accepted_at is 'none: When';
comment on column public.invitations.revoked_at is 'none: When';
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (organizer_id, lower(email)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
alter table public.invitations enable row level security;
alter table public.invitations force row level security;
create policy backup on public.invitations for select to tessera_backup using true;
create policy tenant on public.invitations for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.invitations to tessera_app;
grant select on public.invitations to tessera_backup;

-- Every movement of money, once; corrected only by another entry. purpose: accounting; retention: 10 years (tax law)
create table public.journal_entries (
  organizer_id uuid not null,
  id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  kind text not null,
  order_id uuid,
  payment_id uuid,
  refund_id uuid,
  dispute_id uuid,
  constraint journal_entries_pkey PRIMARY KEY (organizer_id, id),
  constraint journal_entries_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'refund'::text, 'refund_settled'::text, 'refund_returned'::text, 'refund_reversed'::text, 'unallocated_payment'::text, 'dispute'::text])))
);
comment on column public.journal_entries.organizer_id is 'none: Whose';
comment on column public.journal_entries.id is 'none: Entry id';
comment on column public.journal_entries.at is 'none: When';
comment on column public.journal_entries.kind is 'none: What';
comment on column public.journal_entries.order_id is 'none: About which order';
comment on column public.journal_entries.payment_id is 'none: About which payment';
comment on column public.journal_entries.refund_id is 'none: About which refund';
comment on column public.journal_entries.dispute_id is 'none: About which dispute';
CREATE INDEX journal_entries_order ON public.journal_entries USING btree (organizer_id, order_id);
CREATE UNIQUE INDEX journal_entries_payment ON public.journal_entries USING btree (organizer_id, payment_id, kind) WHERE (kind = ANY (ARRAY['sale'::text, 'unallocated_payment'::text]));
CREATE UNIQUE INDEX journal_entries_refund ON public.journal_entries USING btree (organizer_id, refund_id, kind) WHERE (refund_id IS NOT NULL);
alter table public.journal_entries enable row level security;
alter table public.journal_entries force row level security;
create policy backup on public.journal_entries for select to tessera_backup using true;
create policy tenant on public.journal_entries for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select on public.journal_entries to tessera_app;
grant select on public.journal_entries to tessera_backup;

-- Debits (positive) and credits (negative) of an entry; they sum to zero per currency. purpose: accounting; retention: 10 years (tax law)
create table public.journal_lines (
  organizer_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  account text not null,
  amount_minor bigint not null,
  currency text not null,
  event_id uuid,
  constraint journal_lines_pkey PRIMARY KEY (organizer_id, id),
  constraint journal_lines_organizer_id_entry_id_fkey FOREIGN KEY (organizer_id, entry_id) REFERENCES journal_entries(organizer_id, id)
);
comment on column public.journal_lines.organizer_id is 'none: Whose';
comment on column public.journal_lines.id is 'none: Line id';
comment on column public.journal_lines.entry_id is 'none: Of which entry';
comment on column public.journal_lines.account is 'none: gateway:stripe, sales, tax:DE-19, fees, unallocated and the like';
comment on column public.journal_lines.amount_minor is 'none: Debit positive, credit negative';
comment on column public.journal_lines.currency is 'none: ISO 4217';
comment on column public.journal_lines.event_id is 'none: About which event';
CREATE INDEX journal_lines_account ON public.journal_lines USING btree (organizer_id, account, currency);
CREATE INDEX journal_lines_entry ON public.journal_lines USING btree (organizer_id, entry_id);
alter table public.journal_lines enable row level security;
alter table public.journal_lines force row level security;
create policy backup on public.journal_lines for select to tessera_backup using true;
create policy tenant on public.journal_lines for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
CREATE CONSTRAINT TRIGGER guard_balance AFTER INSERT ON public.journal_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_journal_balance();
grant insert, select on public.journal_lines to tessera_app;
grant select on public.journal_lines to tessera_backup;

-- Published events as everybody sees and searches them: a projection of events, dates, products and organizers. purpose: publication; retention: as the event
create table public.listings (
  event_id uuid not null,
  organizer_id uuid not null,
  slug text not null,
  organizer_slug text not null,
  organizer_name text not null,
  state text not null,
  title jsonb not null,
  summary jsonb not null,
  category text not null,
  timezone text not null,
  first_starts_at timestamp with time zone not null,
  last_ends_at timestamp with time zone not null,
  date_count integer not null,
  attendance_mode text not null,
  venue_name text,
  city text,
  country text,
  latitude double precision,
  longitude double precision,
  currency text not null,
  from_price_minor bigint,
  to_price_minor bigint,
  picture jsonb,
  palette text,
  words tsvector not null,
  plain text not null,
  changed_at timestamp with time zone default now() not null,
  date_starts timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  date_ends timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  constraint listings_pkey PRIMARY KEY (event_id),
  constraint listings_slug_key UNIQUE (slug),
  constraint listings_state_check CHECK ((state = ANY (ARRAY['published'::text, 'ended'::text, 'cancelled'::text, 'postponed'::text])))
);
comment on column public.listings.event_id is 'none: Event';
comment on column public.listings.organizer_id is 'none: Organizer';
comment on column public.listings.slug is 'none: Address';
comment on column public.listings.organizer_slug is 'none: Address';
comment on column public.listings.organizer_name is 'none: Name';
comment on column public.listings.state is 'none: State';
comment on column public.listings.title is 'none: By locale';
comment on column public.listings.summary is 'none: By locale';
comment on column public.listings.category is 'none: Category';
comment on column public.listings.timezone is 'none: IANA';
comment on column public.listings.first_starts_at is 'none: Start of the first date to come';
comment on column public.listings.last_ends_at is 'none: End of the last';
comment on column public.listings.date_count is 'none: How many';
comment on column public.listings.attendance_mode is 'none: In person, online or both';
comment on column public.listings.venue_name is 'none: Place';
comment on column public.listings.city is 'none: Place';
comment on column public.listings.country is 'none: Place';
comment on column public.listings.latitude is 'none: Place';
comment on column public.listings.longitude is 'none: Place';
comment on column public.listings.currency is 'none: Of the prices';
comment on column public.listings.from_price_minor is 'none: Lowest price with mandatory fees; null without public products';
comment on column public.listings.to_price_minor is 'none: Highest';
comment on column public.listings.picture is 'none: Sizes and alt text';
comment on column public.listings.palette is 'none: Of the mosaic';
comment on column public.listings.words is 'none: For full-text search';
comment on column public.listings.plain is 'none: For typing errors';
comment on column public.listings.changed_at is 'none: When';
comment on column public.listings.date_starts is 'none: Starts of all its dates, ascending';
comment on column public.listings.date_ends is 'none: When each of them ends';
CREATE INDEX listings_category ON public.listings USING btree (category) WHERE (state = ANY (ARRAY['published'::text, 'postponed'::text]));
CREATE INDEX listings_city ON public.listings USING btree (lower(city)) WHERE (state = ANY (ARRAY['published'::text, 'postponed'::text]));
CREATE INDEX listings_organizer ON public.listings USING btree (organizer_id, first_starts_at);
CREATE INDEX listings_plain ON public.listings USING gin (plain gin_trgm_ops);
CREATE INDEX listings_to_end ON public.listings USING btree (last_ends_at) WHERE (state = ANY (ARRAY['published'::text, 'postponed'::text]));
CREATE INDEX listings_upcoming ON public.listings USING btree (first_starts_at, event_id) WHERE (state = ANY (ARRAY['published'::text, 'postponed'::text]));
CREATE INDEX listings_words ON public.listings USING gin (words);
alter table public.listings enable row level security;
alter table public.listings force row level security;
create policy everybody_reads on public.listings for select to public using true;
create policy own_delete on public.listings for delete to public using (organizer_id = current_organizer());
create policy own_insert on public.listings for insert to public with check (organizer_id = current_organizer());
create policy own_update on public.listings for update to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.listings to tessera_app;
grant select on public.listings to tessera_backup;

-- Mails of an installation without a mail server, readable on the demo's mailbox page; empty where SMTP_URL is set. purpose: demonstration; retention: 7 days
create table public.mailbox (
  id uuid not null,
  recipient text not null,
  subject text not null,
  raw bytea not null,
  received_at timestamp with time zone default now() not null,
  constraint mailbox_pkey PRIMARY KEY (id)
);
comment on column public.mailbox.id is 'none: Mail';
comment on column public.mailbox.recipient is 'personal: E-mail address';
comment on column public.mailbox.subject is 'personal: Subject';
comment on column public.mailbox.raw is 'personal: RFC 5322 message';
comment on column public.mailbox.received_at is 'none: When';
CREATE INDEX mailbox_newest ON public.mailbox USING btree (received_at DESC);
grant delete, insert, select on public.mailbox to tessera_app;
grant select on public.mailbox to tessera_backup;

-- Every mail that was to be sent: at most one for a recipient and a cause. purpose: contract; retention: 1 year
create table public.mails (
  organizer_id uuid not null,
  id uuid not null,
  cause text not null,
  recipient text not null,
  template text not null,
  subject text not null,
  locale text not null,
  order_id uuid,
  state text default 'queued'::text not null,
  error text,
  created_at timestamp with time zone default now() not null,
  sent_at timestamp with time zone,
  constraint mails_pkey PRIMARY KEY (organizer_id, id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text])))
);
comment on column public.mails.organizer_id is 'none: Whose';
comment on column public.mails.id is 'none: Also the Message-ID';
comment on column public.mails.cause is 'pseudonymous: What it was sent for';
comment on column public.mails.recipient is 'personal: E-mail address';
comment on column public.mails.template is 'none: Which';
comment on column public.mails.subject is 'personal: Subject line';
comment on column public.mails.locale is 'none: Language';
comment on column public.mails.order_id is 'pseudonymous: About which order';
comment on column public.mails.state is 'none: Queued, sent or failed';
comment on column public.mails.error is 'none: What the server said';
comment on column public.mails.created_at is 'none: When';
comment on column public.mails.sent_at is 'none: When the server took it';
CREATE INDEX mails_age ON public.mails USING btree (organizer_id, created_at);
CREATE INDEX mails_failed ON public.mails USING btree (organizer_id, created_at) WHERE (state = 'failed'::text);
CREATE UNIQUE INDEX mails_once ON public.mails USING btree (organizer_id, recipient, cause);
CREATE INDEX mails_order ON public.mails USING btree (organizer_id, order_id);
alter table public.mails enable row level security;
alter table public.mails force row level security;
create policy backup on public.mails for select to tessera_backup using true;
create policy tenant on public.mails for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.mails to tessera_app;
grant select on public.mails to tessera_backup;

-- Which account works for which organizer, in which role and for which events. purpose: contract; retention: as long as the organizer
create table public.members (
  organizer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  event_ids uuid[],
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  constraint members_pkey PRIMARY KEY (organizer_id, id),
  constraint members_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id),
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'manager'::text, 'finance'::text, 'support'::text, 'door'::text, 'viewer'::text])))
);
comment on column public.members.organizer_id is 'none: Whose';
comment on column public.members.id is 'none: Member id';
comment on column public.members.account_id is 'pseudonymous: Whose account';
comment on column public.members.role is 'none: Role';
comment on column public.members.event_ids is 'none: Limited to these events; null is all';
comment on column public.members.created_at is 'none: When';
comment on column public.members.removed_at is 'none: When it ended';
CREATE UNIQUE INDEX members_account ON public.members USING btree (organizer_id, account_id) WHERE (removed_at IS NULL);
CREATE INDEX members_of_account ON public.members USING btree (account_id) WHERE (removed_at IS NULL);
alter table public.members enable row level security;
alter table public.members force row level security;
create policy backup on public.members for select to tessera_backup using true;
create policy own_memberships on public.members for select to public using (account_id = current_account());
create policy tenant on public.members for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.members to tessera_app;
grant select on public.members to tessera_backup;

-- Accounts that operate the platform. purpose: operation; retention: as long as the role
create table public.operators (
  account_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint operators_pkey PRIMARY KEY (account_id)
);
comment on column public.operators.account_id is 'pseudonymous: Whose account';
comment on column public.operators.created_at is 'none: When';
grant select on public.operators to tessera_app;
grant select on public.operators to tessera_backup;

-- One unit of an order: its own price to the cent, its own attendee, its own fate. purpose: contract; retention: 10 years (tax law)
create table public.order_lines (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  "position" integer not null,
  quote_line_key text not null,
  product_id uuid not null,
  variant_id uuid,
  date_id uuid,
  kind text not null,
  product_name jsonb not null,
  variant_name jsonb,
  pool_ids uuid[] not null,
  state text default 'active'::text not null,
  attendee_name text,
  attendee_email text,
  answers jsonb default '{}'::jsonb not null,
  gross_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  tax_code text,
  tax_ppm integer default 0 not null,
  fee_gross_minor bigint default 0 not null,
  fee_net_minor bigint default 0 not null,
  fee_tax_minor bigint default 0 not null,
  refunded_net_minor bigint default 0 not null,
  refunded_tax_minor bigint default 0 not null,
  refunded_fee_net_minor bigint default 0 not null,
  refunded_fee_tax_minor bigint default 0 not null,
  cancelled_at timestamp with time zone,
  fee_tax_code text,
  constraint order_lines_pkey PRIMARY KEY (organizer_id, id),
  constraint order_lines_check CHECK (((refunded_net_minor >= 0) AND (refunded_net_minor <= net_minor))),
  constraint order_lines_check1 CHECK (((refunded_tax_minor >= 0) AND (refunded_tax_minor <= tax_minor))),
  constraint order_lines_check2 CHECK (((refunded_fee_net_minor >= 0) AND (refunded_fee_net_minor <= fee_net_minor))),
  constraint order_lines_check3 CHECK (((refunded_fee_tax_minor >= 0) AND (refunded_fee_tax_minor <= fee_tax_minor))),
  constraint order_lines_check4 CHECK (((net_minor + tax_minor) = gross_minor)),
  constraint order_lines_check5 CHECK (((fee_net_minor + fee_tax_minor) = fee_gross_minor)),
  constraint order_lines_gross_minor_check CHECK ((gross_minor >= 0)),
  constraint order_lines_kind_check CHECK ((kind = ANY (ARRAY['admission'::text, 'add_on'::text, 'merchandise'::text]))),
  constraint order_lines_state_check CHECK ((state = ANY (ARRAY['active'::text, 'cancelled'::text])))
);
comment on column public.order_lines.organizer_id is 'none: Whose';
comment on column public.order_lines.id is 'none: Line id';
comment on column public.order_lines.order_id is 'none: Of which order';
comment on column public.order_lines.position is 'none: Order on the page';
comment on column public.order_lines.quote_line_key is 'none: Line of the quote it came from';
comment on column public.order_lines.product_id is 'none: What';
comment on column public.order_lines.variant_id is 'none: What';
comment on column public.order_lines.date_id is 'none: When';
comment on column public.order_lines.kind is 'none: Kind of product';
comment on column public.order_lines.product_name is 'none: As sold, by locale';
comment on column public.order_lines.variant_name is 'none: As sold, by locale';
comment on column public.order_lines.pool_ids is 'none: One unit of each is taken by it';
comment on column public.order_lines.state is 'none: Active or cancelled';
comment on column public.order_lines.attendee_name is 'personal: Attendee';
comment on column public.order_lines.attendee_email is 'personal: Attendee';
comment on column public.order_lines.answers is 'personal: To the attendee''s questions';
comment on column public.order_lines.gross_minor is 'none: Price with tax, without fee';
comment on column public.order_lines.net_minor is 'none: Without tax';
comment on column public.order_lines.tax_minor is 'none: Tax';
comment on column public.order_lines.tax_code is 'none: Which tax';
comment on column public.order_lines.tax_ppm is 'none: Rate in millionths';
comment on column public.order_lines.fee_gross_minor is 'none: Service fee with tax';
comment on column public.order_lines.fee_net_minor is 'none: Without tax';
comment on column public.order_lines.fee_tax_minor is 'none: Tax on the fee';
comment on column public.order_lines.refunded_net_minor is 'none: Given back so far, of the net price';
comment on column public.order_lines.refunded_tax_minor is 'none: Of its tax';
comment on column public.order_lines.refunded_fee_net_minor is 'none: Of the net fee';
comment on column public.order_lines.refunded_fee_tax_minor is 'none: Of its tax';
comment on column public.order_lines.cancelled_at is 'none: When';
comment on column public.order_lines.fee_tax_code is 'none: Which tax the fee bears';
CREATE INDEX order_lines_date ON public.order_lines USING btree (organizer_id, date_id) WHERE (date_id IS NOT NULL);
CREATE UNIQUE INDEX order_lines_order ON public.order_lines USING btree (organizer_id, order_id, "position");
CREATE INDEX order_lines_product ON public.order_lines USING btree (organizer_id, product_id);
alter table public.order_lines enable row level security;
alter table public.order_lines force row level security;
create policy backup on public.order_lines for select to tessera_backup using true;
create policy tenant on public.order_lines for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.order_lines to tessera_app;
grant select on public.order_lines to tessera_backup;

-- Everything that happened to an order, for whoever answers the buyer's question. purpose: contract; retention: as the order
create table public.order_timeline (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  kind text not null,
  actor_kind text not null,
  actor_id text,
  data jsonb default '{}'::jsonb not null,
  constraint order_timeline_pkey PRIMARY KEY (organizer_id, id)
);
comment on column public.order_timeline.organizer_id is 'none: Whose';
comment on column public.order_timeline.id is 'none: Entry id';
comment on column public.order_timeline.order_id is 'none: Which order';
comment on column public.order_timeline.at is 'none: When';
comment on column public.order_timeline.kind is 'none: What';
comment on column public.order_timeline.actor_kind is 'none: By what kind of actor';
comment on column public.order_timeline.actor_id is 'pseudonymous: By whom';
comment on column public.order_timeline.data is 'personal: Details';
CREATE INDEX order_timeline_order ON public.order_timeline USING btree (organizer_id, order_id, at);
alter table public.order_timeline enable row level security;
alter table public.order_timeline force row level security;
create policy backup on public.order_timeline for select to tessera_backup using true;
create policy tenant on public.order_timeline for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select on public.order_timeline to tessera_app;
grant select on public.order_timeline to tessera_backup;

-- What a buyer agreed to buy. purpose: contract; retention: 10 years (tax law)
create table public.orders (
  organizer_id uuid not null,
  id uuid not null,
  code text not null,
  event_id uuid not null,
  hold_id uuid not null,
  state text default 'awaiting_payment'::text not null,
  buyer_name text not null,
  buyer_email text not null,
  locale text default 'en'::text not null,
  answers jsonb default '{}'::jsonb not null,
  total_minor bigint not null,
  refunded_minor bigint default 0 not null,
  currency text not null,
  secret_version integer default 1 not null,
  placed_at timestamp with time zone default now() not null,
  pay_until timestamp with time zone,
  paid_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_reason text,
  version integer default 1 not null,
  payment_id uuid,
  request_hash bytea,
  quote_id uuid not null,
  constraint orders_pkey PRIMARY KEY (organizer_id, id),
  constraint orders_check CHECK (((refunded_minor >= 0) AND (refunded_minor <= total_minor))),
  constraint orders_code_check CHECK ((code ~ '^[2-9A-HJKMNP-TV-Z]{8}$'::text)),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['awaiting_payment'::text, 'paid'::text, 'partly_refunded'::text, 'refunded'::text, 'expired'::text, 'cancelled'::text]))),
  constraint orders_total_minor_check CHECK ((total_minor >= 0))
);
comment on column public.orders.organizer_id is 'none: Whose';
comment on column public.orders.id is 'none: Order id';
comment on column public.orders.code is 'pseudonymous: What people read out; reveals no volume';
comment on column public.orders.event_id is 'none: Of which event';
comment on column public.orders.hold_id is 'none: The hold that became it';
comment on column public.orders.state is 'none: State';
comment on column public.orders.buyer_name is 'personal: Buyer';
comment on column public.orders.buyer_email is 'personal: Buyer';
comment on column public.orders.locale is 'none: Buyer''s language';
comment on column public.orders.answers is 'personal: To the order''s questions';
comment on column public.orders.total_minor is 'none: Total';
comment on column public.orders.refunded_minor is 'none: Given back so far';
comment on column public.orders.currency is 'none: ISO 4217';
comment on column public.orders.secret_version is 'none: Grows to make old order links dead';
comment on column public.orders.placed_at is 'none: When';
comment on column public.orders.pay_until is 'none: Its capacity is kept until then';
comment on column public.orders.paid_at is 'none: When';
comment on column public.orders.closed_at is 'none: When it ended';
comment on column public.orders.closed_reason is 'none: Why it ended';
comment on column public.orders.version is 'none: For If-Match';
comment on column public.orders.payment_id is 'none: The payment that settled it; others are surplus and go back';
comment on column public.orders.request_hash is 'pseudonymous: SHA-256 of what was sent to place it: the same again gets the same order';
comment on column public.orders.quote_id is 'none: Priced cart with its explanation, as agreed';
CREATE INDEX orders_buyer ON public.orders USING btree (organizer_id, lower(buyer_email));
CREATE UNIQUE INDEX orders_code ON public.orders USING btree (organizer_id, code);
CREATE INDEX orders_event ON public.orders USING btree (organizer_id, event_id, placed_at DESC);
CREATE UNIQUE INDEX orders_hold ON public.orders USING btree (organizer_id, hold_id);
CREATE INDEX orders_newest ON public.orders USING btree (organizer_id, placed_at DESC);
CREATE INDEX orders_unpaid ON public.orders USING btree (organizer_id, event_id, id) WHERE (state = 'awaiting_payment'::text);
alter table public.orders enable row level security;
alter table public.orders force row level security;
create policy backup on public.orders for select to tessera_backup using true;
create policy tenant on public.orders for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
CREATE TRIGGER guard_transition BEFORE UPDATE OF state ON public.orders FOR EACH ROW EXECUTE FUNCTION guard_order_transition();
grant insert, select, update on public.orders to tessera_app;
grant select on public.orders to tessera_backup;

-- Who sells and is liable: the tenant. Its public profile, readable by everybody. purpose: contract; retention: as long as the organizer
create table public.organizers (
  id uuid not null,
  tail bigint generated always as ((((('x'::text || "right"(replace((id)::text, '-'::text, ''::text), 8)))::bit(32))::bigint & '4294967295'::bigint)) stored,
  slug text not null,
  name text not null,
  about jsonb default '{}'::jsonb not null,
  website text,
  contact_email text,
  legal_name text,
  legal_address text,
  country text default 'DE'::text not null,
  timezone text default 'Europe/Berlin'::text not null,
  currency text default 'EUR'::text not null,
  default_locale text default 'en'::text not null,
  accent text,
  demo boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint organizers_pkey PRIMARY KEY (id),
  constraint organizers_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  constraint organizers_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint organizers_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint organizers_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
);
comment on column public.organizers.id is 'none: Organizer id';
comment on column public.organizers.tail is 'none: Last four bytes of the id; every id of this tenant ends in them';
comment on column public.organizers.slug is 'none: Address of its page';
comment on column public.organizers.name is 'none: Public name';
comment on column public.organizers.about is 'none: Text by locale';
comment on column public.organizers.website is 'none: Address';
comment on column public.organizers.contact_email is 'none: Published contact';
comment on column public.organizers.legal_name is 'none: As in the imprint';
comment on column public.organizers.legal_address is 'none: As in the imprint';
comment on column public.organizers.country is 'none: ISO 3166';
comment on column public.organizers.timezone is 'none: IANA';
comment on column public.organizers.currency is 'none: ISO 4217';
comment on column public.organizers.default_locale is 'none: Language';
comment on column public.organizers.accent is 'none: Brand colour';
comment on column public.organizers.demo is 'none: Made by the demo';
comment on column public.organizers.version is 'none: For If-Match';
comment on column public.organizers.created_at is 'none: When';
CREATE UNIQUE INDEX organizers_slug ON public.organizers USING btree (slug);
CREATE UNIQUE INDEX organizers_tail ON public.organizers USING btree (tail);
alter table public.organizers enable row level security;
alter table public.organizers force row level security;
create policy everybody_reads on public.organizers for select to public using true;
create policy own_insert on public.organizers for insert to public with check (id = current_organizer());
create policy own_update on public.organizers for update to public using (id = current_organizer()) with check (id = current_organizer());
grant insert, select, update on public.organizers to tessera_app;
grant select on public.organizers to tessera_backup;

-- What happened, told to whom it concerns: written in the transaction of the change, relayed to jobs afterwards. purpose: operation; retention: 30 days
create table public.outbox (
  organizer_id uuid not null,
  id uuid not null,
  topic text not null,
  subject_id uuid not null,
  payload jsonb not null,
  trace text,
  created_at timestamp with time zone default now() not null,
  relayed_at timestamp with time zone,
  constraint outbox_pkey PRIMARY KEY (organizer_id, id)
);
comment on column public.outbox.organizer_id is 'none: Whose';
comment on column public.outbox.id is 'none: UUIDv7, in order of happening';
comment on column public.outbox.topic is 'none: orders.paid and the like';
comment on column public.outbox.subject_id is 'pseudonymous: What it happened to';
comment on column public.outbox.payload is 'pseudonymous: Ids and codes only, never a name or an address';
comment on column public.outbox.trace is 'none: W3C traceparent of the request';
comment on column public.outbox.created_at is 'none: When';
comment on column public.outbox.relayed_at is 'none: When it was handed to the job queue';
CREATE INDEX outbox_age ON public.outbox USING brin (created_at);
CREATE INDEX outbox_waiting ON public.outbox USING btree (id) WHERE (relayed_at IS NULL);
alter table public.outbox enable row level security;
alter table public.outbox force row level security;
create policy backup on public.outbox for select to tessera_backup using true;
create policy relay on public.outbox for all to tessera_relay using true with check true;
create policy tenant on public.outbox for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select on public.outbox to tessera_app;
grant select on public.outbox to tessera_backup;
grant delete, select on public.outbox to tessera_relay;

-- The buyer asks their bank for the money of a payment. purpose: accounting; retention: 10 years (tax law)
create table public.payment_disputes (
  organizer_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  reference text not null,
  state text not null,
  amount_minor bigint not null,
  currency text not null,
  withdrawn_minor bigint default 0 not null,
  fee_minor bigint default 0 not null,
  lost_minor bigint default 0 not null,
  opened_at timestamp with time zone default clock_timestamp() not null,
  closed_at timestamp with time zone,
  constraint payment_disputes_pkey PRIMARY KEY (organizer_id, id),
  constraint payment_disputes_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint payment_disputes_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint payment_disputes_lost CHECK (((lost_minor >= 0) AND (lost_minor <= withdrawn_minor))),
  constraint payment_disputes_organizer_id_payment_id_fkey FOREIGN KEY (organizer_id, payment_id) REFERENCES payments(organizer_id, id),
  constraint payment_disputes_state_check CHECK ((state = ANY (ARRAY['inquiry'::text, 'open'::text, 'won'::text, 'lost'::text]))),
  constraint payment_disputes_withdrawn_minor_check CHECK ((withdrawn_minor >= 0))
);
comment on column public.payment_disputes.organizer_id is 'none: Whose';
comment on column public.payment_disputes.id is 'none: Dispute id';
comment on column public.payment_disputes.payment_id is 'none: About which payment';
comment on column public.payment_disputes.reference is 'pseudonymous: The gateway''s id of it';
comment on column public.payment_disputes.state is 'none: An inquiry takes no money; open, won or lost';
comment on column public.payment_disputes.amount_minor is 'none: What the buyer asks for';
comment on column public.payment_disputes.currency is 'none: ISO 4217';
comment on column public.payment_disputes.withdrawn_minor is 'none: What it took from the gateway account, as booked';
comment on column public.payment_disputes.fee_minor is 'none: What the gateway charges for it, as booked';
comment on column public.payment_disputes.lost_minor is 'none: What of it is gone for good, as booked';
comment on column public.payment_disputes.opened_at is 'none: When it became known';
comment on column public.payment_disputes.closed_at is 'none: When it was decided';
CREATE INDEX payment_disputes_open ON public.payment_disputes USING btree (organizer_id, payment_id) WHERE (state = ANY (ARRAY['inquiry'::text, 'open'::text]));
CREATE UNIQUE INDEX payment_disputes_reference ON public.payment_disputes USING btree (organizer_id, payment_id, reference);
alter table public.payment_disputes enable row level security;
alter table public.payment_disputes force row level security;
create policy backup on public.payment_disputes for select to tessera_backup using true;
create policy tenant on public.payment_disputes for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.payment_disputes to tessera_app;
grant select on public.payment_disputes to tessera_backup;

-- One attempt to pay an order, recorded before the gateway is asked. purpose: contract; retention: 10 years (tax law)
create table public.payments (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  gateway_account_id uuid,
  gateway text not null,
  state text default 'created'::text not null,
  amount_minor bigint not null,
  currency text not null,
  idempotency_key text not null,
  reference text,
  next jsonb,
  failure_code text,
  refunded_minor bigint default 0 not null,
  refund_pending_minor bigint default 0 not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  succeeded_at timestamp with time zone,
  checked_at timestamp with time zone,
  merchant text,
  livemode boolean default false not null,
  request jsonb,
  expires_at timestamp with time zone,
  reviewed_at timestamp with time zone,
  constraint payments_pkey PRIMARY KEY (organizer_id, id),
  constraint payments_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint payments_organizer_id_gateway_account_id_fkey FOREIGN KEY (organizer_id, gateway_account_id) REFERENCES gateway_accounts(organizer_id, id),
  constraint payments_organizer_id_order_id_fkey FOREIGN KEY (organizer_id, order_id) REFERENCES orders(organizer_id, id),
  constraint payments_refund_limit CHECK (((refunded_minor >= 0) AND (refund_pending_minor >= 0) AND ((refunded_minor + refund_pending_minor) <= amount_minor))),
  constraint payments_state_check CHECK ((state = ANY (ARRAY['created'::text, 'pending'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'quarantined'::text])))
);
comment on column public.payments.organizer_id is 'none: Whose';
comment on column public.payments.id is 'none: Payment id';
comment on column public.payments.order_id is 'none: For which order';
comment on column public.payments.gateway_account_id is 'none: By which account';
comment on column public.payments.gateway is 'none: By which gateway; free and manual are no gateways';
comment on column public.payments.state is 'none: State';
comment on column public.payments.amount_minor is 'none: Asked amount';
comment on column public.payments.currency is 'none: ISO 4217';
comment on column public.payments.idempotency_key is 'none: Sent to the gateway';
comment on column public.payments.reference is 'pseudonymous: The gateway''s id of it';
comment on column public.payments.next is 'secret: What the buyer does next: may hold a client secret';
comment on column public.payments.failure_code is 'none: Why it failed';
comment on column public.payments.refunded_minor is 'none: Given back';
comment on column public.payments.refund_pending_minor is 'none: About to be given back';
comment on column public.payments.created_at is 'none: When';
comment on column public.payments.succeeded_at is 'none: When';
comment on column public.payments.checked_at is 'none: When the gateway was last asked';
comment on column public.payments.merchant is 'none: The account at the gateway that was to take it';
comment on column public.payments.livemode is 'none: Whether real money was asked for';
comment on column public.payments.request is 'personal: What the gateway was asked, word for word, until the attempt is over';
comment on column public.payments.expires_at is 'none: The gateway should not take the money after this';
comment on column public.payments.reviewed_at is 'none: When somebody said that a quarantined payment was looked after';
CREATE INDEX payments_closed ON public.payments USING btree (organizer_id, created_at) WHERE (state = ANY (ARRAY['failed'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX payments_key ON public.payments USING btree (organizer_id, idempotency_key);
CREATE UNIQUE INDEX payments_open ON public.payments USING btree (organizer_id, order_id, gateway) WHERE ((state = ANY (ARRAY['created'::text, 'pending'::text])) AND (gateway_account_id IS NOT NULL));
CREATE INDEX payments_order ON public.payments USING btree (organizer_id, order_id);
CREATE INDEX payments_quarantined ON public.payments USING btree (organizer_id, order_id) WHERE (state = 'quarantined'::text);
CREATE UNIQUE INDEX payments_reference ON public.payments USING btree (organizer_id, gateway, reference) WHERE (reference IS NOT NULL);
CREATE INDEX payments_unsettled ON public.payments USING btree (organizer_id, created_at) WHERE (state = ANY (ARRAY['created'::text, 'pending'::text]));
alter table public.payments enable row level security;
alter table public.payments force row level security;
create policy backup on public.payments for select to tessera_backup using true;
create policy tenant on public.payments for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.payments to tessera_app;
grant select on public.payments to tessera_backup;

-- How much of a pool is taken: by live holds, by orders awaiting payment, by paid units. purpose: contract; retention: as the event
create table public.pool_counters (
  organizer_id uuid not null,
  pool_id uuid not null,
  capacity integer,
  taken integer default 0 not null,
  constraint pool_counters_pkey PRIMARY KEY (organizer_id, pool_id),
  constraint pool_counters_capacity_check CHECK ((capacity >= 0)),
  constraint pool_counters_no_oversell CHECK ((taken <= capacity)),
  constraint pool_counters_taken_check CHECK ((taken >= 0))
);
comment on column public.pool_counters.organizer_id is 'none: Whose';
comment on column public.pool_counters.pool_id is 'none: Which pool';
comment on column public.pool_counters.capacity is 'none: Size; null is unlimited';
comment on column public.pool_counters.taken is 'none: Units that are held or sold';
alter table public.pool_counters enable row level security;
alter table public.pool_counters force row level security;
create policy backup on public.pool_counters for select to tessera_backup using true;
create policy tenant on public.pool_counters for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.pool_counters to tessera_app;
grant select on public.pool_counters to tessera_backup;

-- Which product, variant and date draws on which pool; a line draws on every pool it touches. purpose: contract; retention: as the event
create table public.pool_draws (
  organizer_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  product_id uuid not null,
  variant_id uuid,
  date_id uuid,
  constraint pool_draws_pkey PRIMARY KEY (organizer_id, id),
  constraint pool_draws_once UNIQUE NULLS NOT DISTINCT (organizer_id, pool_id, product_id, variant_id, date_id),
  constraint pool_draws_organizer_id_date_id_fkey FOREIGN KEY (organizer_id, date_id) REFERENCES event_dates(organizer_id, id) ON DELETE CASCADE,
  constraint pool_draws_organizer_id_pool_id_fkey FOREIGN KEY (organizer_id, pool_id) REFERENCES pools(organizer_id, id) ON DELETE CASCADE,
  constraint pool_draws_organizer_id_product_id_fkey FOREIGN KEY (organizer_id, product_id) REFERENCES products(organizer_id, id) ON DELETE CASCADE,
  constraint pool_draws_organizer_id_variant_id_fkey FOREIGN KEY (organizer_id, variant_id) REFERENCES product_variants(organizer_id, id) ON DELETE CASCADE
);
comment on column public.pool_draws.organizer_id is 'none: Whose';
comment on column public.pool_draws.id is 'none: Draw id';
comment on column public.pool_draws.pool_id is 'none: From this pool';
comment on column public.pool_draws.product_id is 'none: This product draws';
comment on column public.pool_draws.variant_id is 'none: Only this variant; null is any';
comment on column public.pool_draws.date_id is 'none: Only this date; null is any';
CREATE INDEX pool_draws_product ON public.pool_draws USING btree (organizer_id, product_id);
alter table public.pool_draws enable row level security;
alter table public.pool_draws force row level security;
create policy backup on public.pool_draws for select to tessera_backup using true;
create policy tenant on public.pool_draws for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.pool_draws to tessera_app;
grant select on public.pool_draws to tessera_backup;

-- A counted capacity that products draw on. purpose: contract; retention: as the event
create table public.pools (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  name text not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint pools_pkey PRIMARY KEY (organizer_id, id),
  constraint pools_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  constraint pools_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE
);
comment on column public.pools.organizer_id is 'none: Whose';
comment on column public.pools.id is 'none: Pool id';
comment on column public.pools.event_id is 'none: Of which event';
comment on column public.pools.name is 'none: For the organizer';
comment on column public.pools.version is 'none: For If-Match';
comment on column public.pools.created_at is 'none: When';
CREATE INDEX pools_event ON public.pools USING btree (organizer_id, event_id);
alter table public.pools enable row level security;
alter table public.pools force row level security;
create policy backup on public.pools for select to tessera_backup using true;
create policy tenant on public.pools for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.pools to tessera_app;
grant select on public.pools to tessera_backup;

-- Size, colour or category of a product. purpose: contract; retention: as its orders
create table public.product_variants (
  organizer_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  name jsonb not null,
  price_minor bigint,
  "position" integer default 0 not null,
  archived_at timestamp with time zone,
  constraint product_variants_pkey PRIMARY KEY (organizer_id, id),
  constraint product_variants_organizer_id_product_id_fkey FOREIGN KEY (organizer_id, product_id) REFERENCES products(organizer_id, id) ON DELETE CASCADE,
  constraint product_variants_price_minor_check CHECK ((price_minor >= 0))
);
comment on column public.product_variants.organizer_id is 'none: Whose';
comment on column public.product_variants.id is 'none: Variant id';
comment on column public.product_variants.product_id is 'none: Of which product';
comment on column public.product_variants.name is 'none: By locale';
comment on column public.product_variants.price_minor is 'none: Own price; null is the product''s';
comment on column public.product_variants.position is 'none: Order on the page';
comment on column public.product_variants.archived_at is 'none: No longer offered';
CREATE INDEX product_variants_product ON public.product_variants USING btree (organizer_id, product_id, "position");
alter table public.product_variants enable row level security;
alter table public.product_variants force row level security;
create policy backup on public.product_variants for select to tessera_backup using true;
create policy tenant on public.product_variants for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.product_variants to tessera_app;
grant select on public.product_variants to tessera_backup;

-- What can be bought. purpose: contract; retention: as its orders
create table public.products (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  kind text not null,
  name jsonb not null,
  description jsonb default '{}'::jsonb not null,
  price_minor bigint not null,
  price_includes_tax boolean default true not null,
  tax_code text,
  tax_label jsonb default '{}'::jsonb not null,
  tax_ppm integer default 0 not null,
  date_ids uuid[],
  sale_starts_at timestamp with time zone,
  sale_ends_at timestamp with time zone,
  min_per_order integer default 1 not null,
  max_per_order integer default 10 not null,
  hidden boolean default false not null,
  "position" integer default 0 not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint products_pkey PRIMARY KEY (organizer_id, id),
  constraint products_check CHECK (((max_per_order >= min_per_order) AND (max_per_order <= 100))),
  constraint products_check1 CHECK (((sale_ends_at IS NULL) OR (sale_starts_at IS NULL) OR (sale_ends_at > sale_starts_at))),
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['admission'::text, 'add_on'::text, 'merchandise'::text]))),
  constraint products_min_per_order_check CHECK ((min_per_order >= 1)),
  constraint products_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE,
  constraint products_price_minor_check CHECK ((price_minor >= 0)),
  constraint products_tax_ppm_check CHECK (((tax_ppm >= 0) AND (tax_ppm <= 1000000)))
);
comment on column public.products.organizer_id is 'none: Whose';
comment on column public.products.id is 'none: Product id';
comment on column public.products.event_id is 'none: Of which event';
comment on column public.products.kind is 'none: Admission gives a ticket that enters; add-on and merchandise go with it';
comment on column public.products.name is 'none: By locale';
comment on column public.products.description is 'none: By locale';
comment on column public.products.price_minor is 'none: Catalogue price in minor units';
comment on column public.products.price_includes_tax is 'none: Inclusive or exclusive tax';
comment on column public.products.tax_code is 'none: Tax';
comment on column public.products.tax_label is 'none: By locale';
comment on column public.products.tax_ppm is 'none: Rate in millionths';
comment on column public.products.date_ids is 'none: Valid on these dates: a buyer picks one; null is the whole event';
comment on column public.products.sale_starts_at is 'none: Sale window';
comment on column public.products.sale_ends_at is 'none: Sale window';
comment on column public.products.min_per_order is 'none: Limit';
comment on column public.products.max_per_order is 'none: Limit';
comment on column public.products.hidden is 'none: Sold only to whom has its link';
comment on column public.products.position is 'none: Order on the page';
comment on column public.products.archived_at is 'none: No longer offered';
comment on column public.products.version is 'none: For If-Match';
comment on column public.products.created_at is 'none: When';
CREATE INDEX products_event ON public.products USING btree (organizer_id, event_id, "position");
alter table public.products enable row level security;
alter table public.products force row level security;
create policy backup on public.products for select to tessera_backup using true;
create policy tenant on public.products for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.products to tessera_app;
grant select on public.products to tessera_backup;

-- What an organizer asks with an order or of each attendee. purpose: contract; retention: as the event
create table public.questions (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  asked_of text not null,
  label jsonb not null,
  hint jsonb default '{}'::jsonb not null,
  kind text not null,
  options jsonb default '[]'::jsonb not null,
  required boolean default false not null,
  product_ids uuid[],
  "position" integer default 0 not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint questions_pkey PRIMARY KEY (organizer_id, id),
  constraint questions_asked_of_check CHECK ((asked_of = ANY (ARRAY['order'::text, 'attendee'::text]))),
  constraint questions_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'long_text'::text, 'choice'::text, 'choices'::text, 'checkbox'::text, 'number'::text, 'date'::text, 'country'::text, 'phone'::text, 'email'::text]))),
  constraint questions_organizer_id_event_id_fkey FOREIGN KEY (organizer_id, event_id) REFERENCES events(organizer_id, id) ON DELETE CASCADE
);
comment on column public.questions.organizer_id is 'none: Whose';
comment on column public.questions.id is 'none: Question id';
comment on column public.questions.event_id is 'none: Of which event';
comment on column public.questions.asked_of is 'none: Once per order or of each attendee';
comment on column public.questions.label is 'none: By locale';
comment on column public.questions.hint is 'none: By locale';
comment on column public.questions.kind is 'none: Kind of answer';
comment on column public.questions.options is 'none: Of a choice: value and label by locale';
comment on column public.questions.required is 'none: Must be answered';
comment on column public.questions.product_ids is 'none: Only with these products';
comment on column public.questions.position is 'none: Order on the page';
comment on column public.questions.archived_at is 'none: No longer asked';
comment on column public.questions.version is 'none: For If-Match';
CREATE INDEX questions_event ON public.questions USING btree (organizer_id, event_id, "position");
alter table public.questions enable row level security;
alter table public.questions force row level security;
create policy backup on public.questions for select to tessera_backup using true;
create policy tenant on public.questions for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.questions to tessera_app;
grant select on public.questions to tessera_backup;

-- A priced cart with its explanation, shared by all holds and orders of the same cart; never changed. purpose: contract; retention: 30 days when no hold and no order refers to it
create table public.quotes (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  content jsonb not null,
  constraint quotes_pkey PRIMARY KEY (organizer_id, id)
);
comment on column public.quotes.organizer_id is 'none: Whose';
comment on column public.quotes.id is 'none: Quote id';
comment on column public.quotes.event_id is 'none: Of which event';
comment on column public.quotes.created_at is 'none: When';
comment on column public.quotes.content is 'none: What was wanted and what it costs, every cent explained';
alter table public.quotes enable row level security;
alter table public.quotes force row level security;
create policy backup on public.quotes for select to tessera_backup using true;
create policy tenant on public.quotes for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select on public.quotes to tessera_app;
grant select on public.quotes to tessera_backup;

-- Money on its way back, recorded before the gateway is asked. purpose: contract; retention: 10 years (tax law)
create table public.refunds (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  payment_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  state text default 'created'::text not null,
  cause text not null,
  reason text,
  lines jsonb default '[]'::jsonb not null,
  reference text,
  failure_code text,
  created_at timestamp with time zone default clock_timestamp() not null,
  settled_at timestamp with time zone,
  asked_at timestamp with time zone,
  checked_at timestamp with time zone,
  constraint refunds_pkey PRIMARY KEY (organizer_id, id),
  constraint refunds_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refunds_cause_check CHECK ((cause = ANY (ARRAY['organizer'::text, 'late_payment'::text, 'surplus_payment'::text, 'event_cancelled'::text, 'gateway'::text, 'dispute'::text]))),
  constraint refunds_organizer_id_order_id_fkey FOREIGN KEY (organizer_id, order_id) REFERENCES orders(organizer_id, id),
  constraint refunds_organizer_id_payment_id_fkey FOREIGN KEY (organizer_id, payment_id) REFERENCES payments(organizer_id, id),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['created'::text, 'pending'::text, 'succeeded'::text, 'failed'::text])))
);
comment on column public.refunds.organizer_id is 'none: Whose';
comment on column public.refunds.id is 'none: Refund id, also the key at the gateway';
comment on column public.refunds.order_id is 'none: Of which order';
comment on column public.refunds.payment_id is 'none: From which payment';
comment on column public.refunds.amount_minor is 'none: Amount';
comment on column public.refunds.currency is 'none: ISO 4217';
comment on column public.refunds.state is 'none: State';
comment on column public.refunds.cause is 'none: Why';
comment on column public.refunds.reason is 'personal: Said by the organizer';
comment on column public.refunds.lines is 'none: Which lines, how much of each';
comment on column public.refunds.reference is 'pseudonymous: The gateway''s id of it';
comment on column public.refunds.failure_code is 'none: Why it failed';
comment on column public.refunds.created_at is 'none: When';
comment on column public.refunds.settled_at is 'none: When the gateway confirmed or refused';
comment on column public.refunds.asked_at is 'none: When the gateway was first asked to make it';
comment on column public.refunds.checked_at is 'none: When the gateway was last asked about it';
CREATE INDEX refunds_failed ON public.refunds USING btree (organizer_id, created_at) WHERE (state = 'failed'::text);
CREATE INDEX refunds_order ON public.refunds USING btree (organizer_id, order_id);
CREATE UNIQUE INDEX refunds_reference ON public.refunds USING btree (organizer_id, payment_id, reference) WHERE (reference IS NOT NULL);
CREATE INDEX refunds_unsettled ON public.refunds USING btree (organizer_id, created_at) WHERE (state = ANY (ARRAY['created'::text, 'pending'::text]));
alter table public.refunds enable row level security;
alter table public.refunds force row level security;
create policy backup on public.refunds for select to tessera_backup using true;
create policy tenant on public.refunds for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.refunds to tessera_app;
grant select on public.refunds to tessera_backup;

-- A scan is a fact, accepted or refused with a reason. purpose: contract; retention: 1 year after the event
create table public.scans (
  organizer_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  event_id uuid not null,
  ticket_id uuid,
  nonce text not null,
  direction text default 'entry'::text not null,
  result text not null,
  reason text not null,
  occupies boolean default false not null,
  conflict boolean default false not null,
  gate_id uuid,
  device_id uuid,
  account_id uuid,
  method text default 'code'::text not null,
  scanned_at timestamp with time zone not null,
  received_at timestamp with time zone default clock_timestamp() not null,
  undone_at timestamp with time zone,
  undoes text,
  window_key text,
  device_sequence bigint default 0 not null,
  clock_offset_ms bigint default 0 not null,
  api_key_id uuid,
  details jsonb default '{}'::jsonb not null,
  reported boolean default false not null,
  doubt text,
  double_of uuid,
  constraint scans_pkey PRIMARY KEY (organizer_id, id),
  constraint scans_direction_check CHECK ((direction = ANY (ARRAY['entry'::text, 'exit'::text, 'undo'::text]))),
  constraint scans_method_check CHECK ((method = ANY (ARRAY['code'::text, 'search'::text, 'manual'::text]))),
  constraint scans_nonce_check CHECK (((char_length(nonce) >= 8) AND (char_length(nonce) <= 64))),
  constraint scans_occupies_window CHECK (((NOT occupies) OR (window_key IS NOT NULL))),
  constraint scans_result_check CHECK ((result = ANY (ARRAY['accepted'::text, 'refused'::text]))),
  constraint scans_undo_names CHECK (((direction = 'undo'::text) = (undoes IS NOT NULL)))
);
comment on column public.scans.organizer_id is 'none: Whose';
comment on column public.scans.id is 'none: Scan id';
comment on column public.scans.list_id is 'none: On which list';
comment on column public.scans.event_id is 'none: Of which event';
comment on column public.scans.ticket_id is 'pseudonymous: Which ticket, where known';
comment on column public.scans.nonce is 'none: The device''s id of it: the same scan sent twice is one';
comment on column public.scans.direction is 'none: In, out, or the taking back of another scan';
comment on column public.scans.result is 'none: Accepted or refused';
comment on column public.scans.reason is 'none: Reason code';
comment on column public.scans.occupies is 'none: This entry counts: it is the one that lets the ticket in';
comment on column public.scans.conflict is 'none: Accepted offline although another entry counts';
comment on column public.scans.gate_id is 'none: Where';
comment on column public.scans.device_id is 'none: By which device';
comment on column public.scans.account_id is 'pseudonymous: By whom, without a device';
comment on column public.scans.method is 'none: By code, by search, by hand';
comment on column public.scans.scanned_at is 'none: When, corrected by the server''s offset';
comment on column public.scans.received_at is 'none: When the server learnt of it';
comment on column public.scans.undone_at is 'none: When it was taken back';
comment on column public.scans.undoes is 'none: Nonce of the scan that this one takes back';
comment on column public.scans.window_key is 'none: The opening that an accepted entry uses up: a date or all';
comment on column public.scans.device_sequence is 'none: Counts up on its device';
comment on column public.scans.clock_offset_ms is 'none: Server''s time minus the device''s; scanned_at includes it';
comment on column public.scans.api_key_id is 'none: By which program, without a device';
comment on column public.scans.details is 'pseudonymous: The rest of its first answer: first entry, opening and closing time';
comment on column public.scans.reported is 'none: Decided by the device while it was offline and told later';
comment on column public.scans.doubt is 'none: Why the server would not have accepted it; the person is inside all the same';
comment on column public.scans.double_of is 'none: The entry that came first';
CREATE INDEX scans_conflicts ON public.scans USING btree (organizer_id, list_id, scanned_at DESC) WHERE conflict;
CREATE INDEX scans_list ON public.scans USING btree (organizer_id, list_id, received_at DESC);
CREATE UNIQUE INDEX scans_nonce ON public.scans USING btree (organizer_id, nonce);
CREATE INDEX scans_of_ticket ON public.scans USING btree (organizer_id, list_id, ticket_id) WHERE (result = 'accepted'::text);
CREATE UNIQUE INDEX scans_one_entry ON public.scans USING btree (organizer_id, list_id, ticket_id, window_key) WHERE occupies;
CREATE INDEX scans_ticket ON public.scans USING btree (organizer_id, ticket_id, scanned_at);
alter table public.scans enable row level security;
alter table public.scans force row level security;
create policy backup on public.scans for select to tessera_backup using true;
create policy tenant on public.scans for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.scans to tessera_app;
grant select on public.scans to tessera_backup;

-- Keys that sign ticket codes; a retired one still verifies. purpose: contract; retention: until the last event they signed for ended
create table public.ticket_keys (
  organizer_id uuid not null,
  id uuid not null,
  key_id text not null,
  public_jwk jsonb not null,
  private_jwk bytea not null,
  created_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  constraint ticket_keys_pkey PRIMARY KEY (organizer_id, id),
  constraint ticket_keys_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizers(id)
);
comment on column public.ticket_keys.organizer_id is 'none: Whose';
comment on column public.ticket_keys.id is 'none: Row id';
comment on column public.ticket_keys.key_id is 'none: Named in each code';
comment on column public.ticket_keys.public_jwk is 'none: For scanners';
comment on column public.ticket_keys.private_jwk is 'secret: Sealed by the organizer''s data key';
comment on column public.ticket_keys.created_at is 'none: When';
comment on column public.ticket_keys.retired_at is 'none: When';
CREATE UNIQUE INDEX ticket_keys_active ON public.ticket_keys USING btree (organizer_id) WHERE (retired_at IS NULL);
CREATE UNIQUE INDEX ticket_keys_key_id ON public.ticket_keys USING btree (organizer_id, key_id);
alter table public.ticket_keys enable row level security;
alter table public.ticket_keys force row level security;
create policy backup on public.ticket_keys for select to tessera_backup using true;
create policy tenant on public.ticket_keys for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant delete, insert, select, update on public.ticket_keys to tessera_app;
grant select on public.ticket_keys to tessera_backup;

-- One person's right to enter, once paid. purpose: contract; retention: 10 years (tax law), names until 1 year after the event
create table public.tickets (
  organizer_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  event_id uuid not null,
  date_id uuid,
  product_id uuid not null,
  variant_id uuid,
  attendee_name text,
  attendee_email text,
  state text default 'valid'::text not null,
  void_reason text,
  code_version integer default 1 not null,
  issued_at timestamp with time zone default now() not null,
  voided_at timestamp with time zone,
  code_changed_at timestamp with time zone,
  code_changes timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  constraint tickets_pkey PRIMARY KEY (organizer_id, id),
  constraint tickets_code_version_check CHECK (((code_version >= 1) AND (code_version <= 65535))),
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['valid'::text, 'void'::text])))
);
comment on column public.tickets.organizer_id is 'none: Whose';
comment on column public.tickets.id is 'none: Ticket id';
comment on column public.tickets.order_id is 'none: From which order';
comment on column public.tickets.order_line_id is 'none: From which unit';
comment on column public.tickets.event_id is 'none: To which event';
comment on column public.tickets.date_id is 'none: On which date';
comment on column public.tickets.product_id is 'none: Of which product';
comment on column public.tickets.variant_id is 'none: Of which variant';
comment on column public.tickets.attendee_name is 'personal: Who comes';
comment on column public.tickets.attendee_email is 'personal: Who comes';
comment on column public.tickets.state is 'none: Valid or void';
comment on column public.tickets.void_reason is 'none: Refunded, cancelled';
comment on column public.tickets.code_version is 'none: Only the code of this version enters';
comment on column public.tickets.issued_at is 'none: When';
comment on column public.tickets.voided_at is 'none: When';
comment on column public.tickets.code_changed_at is 'none: When an older code died; null while the first one lives';
comment on column public.tickets.code_changes is 'none: When each older code died, in order; as many as the version is above one';
CREATE INDEX tickets_attendee ON public.tickets USING btree (organizer_id, event_id, lower(attendee_name) text_pattern_ops);
CREATE INDEX tickets_event ON public.tickets USING btree (organizer_id, event_id, id);
CREATE UNIQUE INDEX tickets_line ON public.tickets USING btree (organizer_id, order_line_id);
CREATE INDEX tickets_order ON public.tickets USING btree (organizer_id, order_id);
alter table public.tickets enable row level security;
alter table public.tickets force row level security;
create policy backup on public.tickets for select to tessera_backup using true;
create policy tenant on public.tickets for all to public using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
grant insert, select, update on public.tickets to tessera_app;
grant select on public.tickets to tessera_backup;

create view public.door_tickets as
 SELECT t.organizer_id,
    t.id,
    t.event_id,
    t.date_id,
    t.product_id,
    t.variant_id,
    t.attendee_name,
    t.state,
    t.code_version,
    t.issued_at,
    t.voided_at,
    t.code_changed_at,
    u.paid,
    (u.kind = 'admission'::text) AS admission,
    u.product_name,
    u.variant_name,
    u.order_code,
    t.code_changes
   FROM (tickets t
     JOIN order_units u ON (((u.organizer_id = t.organizer_id) AND (u.order_line_id = t.order_line_id))));

create view public.event_offers as
 SELECT organizer_id,
    id AS event_id,
    ( SELECT COALESCE(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'description', p.description, 'priceMinor', (p.price_minor)::text, 'priceIncludesTax', p.price_includes_tax, 'tax',
                CASE
                    WHEN (p.tax_code IS NOT NULL) THEN jsonb_build_object('code', p.tax_code, 'label', p.tax_label, 'ratePpm', p.tax_ppm)
                    ELSE NULL::jsonb
                END, 'dateIds', p.date_ids, 'saleStartsAt', p.sale_starts_at, 'saleEndsAt', p.sale_ends_at, 'minPerOrder', p.min_per_order, 'maxPerOrder', p.max_per_order, 'hidden', p.hidden, 'variants', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'priceMinor', (v.price_minor)::text) ORDER BY v."position", v.id), '[]'::jsonb) AS "coalesce"
                   FROM product_variants v
                  WHERE ((v.organizer_id = p.organizer_id) AND (v.product_id = p.id) AND (v.archived_at IS NULL)))) ORDER BY p."position", p.created_at, p.id), '[]'::jsonb) AS "coalesce"
           FROM products p
          WHERE ((p.organizer_id = e.organizer_id) AND (p.event_id = e.id) AND (p.archived_at IS NULL))) AS products,
    ( SELECT COALESCE(jsonb_agg(jsonb_build_object('id', q.id, 'askedOf', q.asked_of, 'label', q.label, 'hint', q.hint, 'kind', q.kind, 'options', q.options, 'required', q.required, 'productIds', q.product_ids) ORDER BY q."position", q.id), '[]'::jsonb) AS "coalesce"
           FROM questions q
          WHERE ((q.organizer_id = e.organizer_id) AND (q.event_id = e.id) AND (q.archived_at IS NULL))) AS questions
   FROM events e;

create view public.event_schedule as
 SELECT organizer_id,
    event_id,
    id AS date_id,
    starts_at,
    ends_at
   FROM event_dates
  WHERE (state = 'scheduled'::text);

create view public.listed_organizers as
 SELECT id AS organizer_id,
    slug,
    name
   FROM organizers;

create view public.order_needs as
 SELECT a.organizer_id,
    o.event_id,
    a.kind,
    a.order_id,
    o.code AS order_code,
    1 AS orders,
    a.amount_minor,
    a.currency,
    a.since
   FROM (payment_alerts a
     JOIN orders o ON (((o.organizer_id = a.organizer_id) AND (o.id = a.order_id))))
  WHERE (a.kind = ANY (ARRAY['dispute_open'::text, 'dispute_inquiry'::text, 'payment_suspicious'::text]))
UNION ALL
 SELECT r.organizer_id,
    o.event_id,
        CASE r.state
            WHEN 'failed'::text THEN 'refund_failed'::text
            ELSE 'refund_waiting'::text
        END AS kind,
    r.order_id,
    o.code AS order_code,
    1 AS orders,
    r.amount_minor,
    r.currency,
    r.created_at AS since
   FROM (refunds r
     JOIN orders o ON (((o.organizer_id = r.organizer_id) AND (o.id = r.order_id))))
  WHERE (((r.state = ANY (ARRAY['created'::text, 'pending'::text])) AND (r.created_at < (clock_timestamp() - '1 day'::interval))) OR ((r.state = 'failed'::text) AND (r.cause <> ALL (ARRAY['gateway'::text, 'dispute'::text])) AND (NOT (EXISTS ( SELECT
           FROM order_timeline t
          WHERE ((t.organizer_id = r.organizer_id) AND (t.order_id = r.order_id) AND (t.kind = 'refund_retried'::text) AND ((t.data ->> 'failed_refund'::text) = (r.id)::text)))))))
UNION ALL
 SELECT o.organizer_id,
    o.event_id,
    'event_refunds_due'::text AS kind,
    NULL::uuid AS order_id,
    NULL::text AS order_code,
    (count(*))::integer AS orders,
    (sum(o.total_minor))::bigint AS amount_minor,
    o.currency,
    max(o.paid_at) AS since
   FROM (events e
     JOIN orders o ON (((o.organizer_id = e.organizer_id) AND (o.event_id = e.id))))
  WHERE ((e.state = 'cancelled'::text) AND (o.state = 'paid'::text) AND (o.total_minor > 0) AND (NOT (EXISTS ( SELECT
           FROM refunds r
          WHERE ((r.organizer_id = o.organizer_id) AND (r.order_id = o.id) AND (r.payment_id = o.payment_id))))) AND (NOT (EXISTS ( SELECT
           FROM payment_alerts a
          WHERE ((a.organizer_id = o.organizer_id) AND (a.order_id = o.id) AND (a.kind = 'dispute_open'::text))))))
  GROUP BY o.organizer_id, o.event_id, o.currency;

create view public.order_units as
 SELECT l.organizer_id,
    l.id AS order_line_id,
    l.order_id,
    l."position",
    l.kind,
    l.product_name,
    l.variant_name,
    o.code AS order_code,
    o.locale AS order_locale,
    o.buyer_name,
    ((o.state = ANY (ARRAY['paid'::text, 'partly_refunded'::text])) AND (l.state = 'active'::text)) AS paid
   FROM (order_lines l
     JOIN orders o ON (((o.organizer_id = l.organizer_id) AND (o.id = l.order_id))));

create view public.payment_alerts as
 SELECT d.organizer_id,
    p.order_id,
    d.payment_id,
    d.id AS subject_id,
    ('dispute_'::text || d.state) AS kind,
    d.amount_minor,
    d.currency,
    d.opened_at AS since
   FROM (payment_disputes d
     JOIN payments p ON (((p.organizer_id = d.organizer_id) AND (p.id = d.payment_id))))
UNION ALL
 SELECT payments.organizer_id,
    payments.order_id,
    payments.id AS payment_id,
    payments.id AS subject_id,
    'payment_suspicious'::text AS kind,
    payments.amount_minor,
    payments.currency,
    payments.created_at AS since
   FROM payments
  WHERE ((payments.state = 'quarantined'::text) AND (payments.reviewed_at IS NULL));

create view public.pool_use as
 SELECT p.organizer_id,
    p.event_id,
    p.id AS pool_id,
    p.name,
    c.capacity,
    c.taken
   FROM (pools p
     JOIN pool_counters c ON (((c.organizer_id = p.organizer_id) AND (c.pool_id = p.id))));

create view public.sold_units as
 SELECT l.organizer_id,
    l.id AS line_id,
    o.id AS order_id,
    o.event_id,
    l.product_id,
    l.variant_id,
    l.date_id,
    l.kind,
    o.currency,
    o.paid_at,
    (l.gross_minor + l.fee_gross_minor) AS paid_minor,
    l.net_minor,
    (l.tax_minor + l.fee_tax_minor) AS tax_minor,
    l.fee_net_minor AS fee_minor,
    (((l.refunded_net_minor + l.refunded_tax_minor) + l.refunded_fee_net_minor) + l.refunded_fee_tax_minor) AS refunded_minor,
    (l.state = 'cancelled'::text) AS cancelled
   FROM (order_lines l
     JOIN orders o ON (((o.organizer_id = l.organizer_id) AND (o.id = l.order_id))))
  WHERE (o.paid_at IS NOT NULL);

create view public.ticket_entries as
 SELECT organizer_id,
    event_id,
    ticket_id,
    min(scanned_at) AS first_entered_at
   FROM scans
  WHERE ((result = 'accepted'::text) AND (direction = 'entry'::text) AND (undone_at IS NULL))
  GROUP BY organizer_id, event_id, ticket_id;

create view public.undelivered_tickets as
 SELECT m.organizer_id,
    o.event_id,
    m.order_id,
    o.code AS order_code,
    max(m.created_at) AS since
   FROM (mails m
     JOIN orders o ON (((o.organizer_id = m.organizer_id) AND (o.id = m.order_id))))
  WHERE ((m.template = 'order.paid'::text) AND (m.state = 'failed'::text) AND (m.created_at > (clock_timestamp() - '30 days'::interval)) AND (o.state = ANY (ARRAY['paid'::text, 'partly_refunded'::text])) AND (NOT (EXISTS ( SELECT
           FROM mails later
          WHERE ((later.organizer_id = m.organizer_id) AND (later.order_id = m.order_id) AND (later.template = m.template) AND (later.state = 'sent'::text))))))
  GROUP BY m.organizer_id, o.event_id, m.order_id, o.code;

CREATE OR REPLACE FUNCTION public.append_audit(p_actor_kind text, p_actor_id text, p_action text, p_subject_kind text, p_subject_id uuid, p_changes jsonb, p_reason text, p_request_id text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  head audit_heads;
  at timestamptz := clock_timestamp();
  digest bytea := sha256(convert_to(coalesce(p_changes::text, ''), 'UTF8'));
  link bytea;
begin
  insert into audit_heads (organizer_id) values (current_organizer()) on conflict do nothing;
  select * into strict head from audit_heads where organizer_id = current_organizer() for update;
  link := audit_link(head.hash, head.seq + 1, at, p_actor_kind, p_actor_id, p_action, p_subject_kind, p_subject_id, digest, p_request_id);
  insert into audit_records values (current_organizer(), head.seq + 1, at, p_actor_kind, p_actor_id, p_action, p_subject_kind, p_subject_id, p_changes, digest, p_reason, p_request_id, head.hash, link);
  update audit_heads set seq = head.seq + 1, hash = link where organizer_id = current_organizer();
  return head.seq + 1;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_link(prev bytea, seq bigint, at timestamp with time zone, actor_kind text, actor_id text, action text, subject_kind text, subject_id uuid, digest bytea, request_id text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256(prev || convert_to(concat_ws('|', seq, extract(epoch from at)::text, actor_kind, coalesce(actor_id, ''), action, subject_kind, coalesce(subject_id::text, ''), encode(digest, 'hex'), coalesce(request_id, '')), 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.claim_holds(p_organizer uuid, p_ids uuid[], p_events uuid[], p_versions integer[], p_opens timestamp with time zone[], p_closes timestamp with time zone[], p_ttls integer[], p_quotes uuid[], p_totals bigint[], p_currencies text[], p_keys text[], p_hashes bytea[], p_from integer[], p_to integer[], p_demand_pool uuid[], p_demand_quantity integer[], p_new uuid[], p_new_events uuid[], p_new_contents text[])
 RETURNS TABLE(outcome text, hold_id uuid, created_at timestamp with time zone, expires_at timestamp with time zone, short_pool uuid, available integer, reclaimable boolean)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.claim_idempotency_keys(p_principals text[], p_keys text[], p_hashes bytea[], p_lock_seconds integer)
 RETURNS TABLE(claimed boolean, request_hash bytea, status integer, headers jsonb, body bytea)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.current_account()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.account_id'::text, true), ''::text))::uuid
;

CREATE OR REPLACE FUNCTION public.current_organizer()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.organizer_id'::text, true), ''::text))::uuid
;

CREATE OR REPLACE PROCEDURE public.describe(IN t regclass, IN about text, VARIADIC columns text[])
 LANGUAGE plpgsql
AS $procedure$
declare
  c text;
  part text[];
begin
  execute format('comment on table %s is %L', t, about);
  foreach c in array columns loop
    part := regexp_split_to_array(c, '\s*\|\s*');
    execute format('comment on column %s.%I is %L', t, part[1], part[2] || ': ' || part[3]);
  end loop;
  execute format('grant select on %s to tessera_backup', t);
end $procedure$
;

CREATE OR REPLACE FUNCTION public.devices_by_id(p_organizer uuid, p_devices uuid[])
 RETURNS TABLE(id uuid, token_hash bytea, event_ids uuid[], list_ids uuid[], gate_id uuid)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_at_doors(), true);
  update devices set last_seen_at = clock_timestamp()
   where organizer_id = p_organizer and id = any (p_devices) and revoked_at is null
     and (last_seen_at is null or last_seen_at < clock_timestamp() - interval '1 minute');
  return query select d.id, d.token_hash, d.event_ids, d.list_ids, d.gate_id from unnest(p_devices) as w(device) cross join lateral (
    select * from devices d where d.organizer_id = p_organizer and d.id = w.device and d.revoked_at is null and d.token_hash is not null offset 0) d;
end $function$
;

CREATE OR REPLACE FUNCTION public.first_to_come(starts timestamp with time zone[], ends timestamp with time zone[])
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((SELECT min(d.s) AS min FROM UNNEST(first_to_come.starts, first_to_come.ends) d(s, e) WHERE (d.e > clock_timestamp())), (SELECT min(s.s) AS min FROM unnest(first_to_come.starts) s(s)))
;

CREATE OR REPLACE FUNCTION public.forget_quotes(p_organizer uuid, p_most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.free_pools(p_organizer uuid, p_pools uuid[], p_quantities integer[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  perform 1 from pool_counters where organizer_id = p_organizer and pool_id = any (p_pools) order by pool_id for update;
  update pool_counters c set taken = c.taken - f.quantity
    from (select pool, sum(quantity)::int as quantity from unnest(p_pools, p_quantities) as d(pool, quantity) group by pool) f
   where c.organizer_id = p_organizer and c.pool_id = f.pool;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_journal_balance()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from journal_lines where organizer_id = new.organizer_id and entry_id = new.entry_id
    group by currency having sum(amount_minor) <> 0
  ) then
    raise exception 'journal entry % does not balance', new.entry_id using errcode = 'check_violation', constraint = 'journal_balance';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_order_transition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('awaiting_payment', 'paid'), ('awaiting_payment', 'expired'), ('awaiting_payment', 'cancelled'),
    ('expired', 'paid'),
    ('paid', 'partly_refunded'), ('paid', 'refunded'), ('paid', 'cancelled'),
    ('partly_refunded', 'refunded'), ('partly_refunded', 'cancelled'),
    ('refunded', 'partly_refunded')
  ) then
    raise exception 'an order cannot go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'orders_transition';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.keep_idempotent_answers(p_principals text[], p_keys text[], p_statuses integer[], p_headers text[], p_bodies bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
begin
  for i in 1..cardinality(p_keys) loop
    update idempotency_keys set status = p_statuses[i], headers = p_headers[i]::jsonb, body = p_bodies[i], locked_until = null
     where principal = p_principals[i] and key = p_keys[i];
  end loop;
end $function$
;

CREATE OR REPLACE FUNCTION public.list_admits(l check_in_lists, t door_tickets)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select t.event_id = l.event_id
     and case when coalesce(cardinality(l.product_ids), 0) = 0 then t.admission else t.product_id = any (l.product_ids) end
     and (t.variant_id is null or coalesce(cardinality(l.variant_ids), 0) = 0 or t.variant_id = any (l.variant_ids))
     and (t.date_id is null or coalesce(cardinality(l.date_ids), 0) = 0 or t.date_id = any (l.date_ids))
$function$
;

CREATE OR REPLACE FUNCTION public.lock_check_in(p_list uuid, p_ticket uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(hashtextextended('check-in ' || p_list || p_ticket, 2))
$function$
;

CREATE OR REPLACE FUNCTION public.lock_check_in_list(p_list uuid, p_alone boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if p_alone then perform pg_advisory_xact_lock(hashtextextended('check-in list ' || p_list, 1));
  else perform pg_advisory_xact_lock_shared(hashtextextended('check-in list ' || p_list, 1));
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.plan_cache_mode_at_doors()
 RETURNS text
 LANGUAGE sql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select case when min(reltuples) >= 1000 then 'force_generic_plan' else 'force_custom_plan' end
    from pg_class where oid in ('scans'::regclass, 'tickets'::regclass, 'order_lines'::regclass, 'orders'::regclass)
$function$
;

CREATE OR REPLACE FUNCTION public.plan_cache_mode_for(p_table regclass)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select case when reltuples >= 1000 then 'force_generic_plan' else 'force_custom_plan' end from pg_class where oid = p_table
$function$
;

CREATE OR REPLACE FUNCTION public.read_holds(p_organizer uuid, p_ids uuid[])
 RETURNS TABLE(id uuid, organizer_id uuid, event_id uuid, created_at timestamp with time zone, expires_at timestamp with time zone, extensions integer, quote_id uuid, total_minor bigint, currency text, state text)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
begin
  perform set_config('app.organizer_id', p_organizer::text, true), set_config('plan_cache_mode', plan_cache_mode_for('holds'), true);
  return query
    select h.id, h.organizer_id, h.event_id, h.created_at, h.expires_at, h.extensions, h.quote_id, h.total_minor, h.currency,
           case when h.state = 'live' and h.expires_at <= clock_timestamp() then 'expired' else h.state end
      from unnest(p_ids) as w(id) cross join lateral (select * from holds h where h.organizer_id = p_organizer and h.id = w.id offset 0) h;
end $function$
;

CREATE OR REPLACE FUNCTION public.reclaim_holds(p_organizer uuid, p_pools uuid[], p_most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.record_scans(p_organizer uuid, p_lists uuid[], p_tickets uuid[], p_nonces text[], p_entries boolean[], p_list_versions integer[], p_code_versions integer[], p_states text[], p_facts integer[], p_frees boolean[], p_scans jsonb)
 RETURNS TABLE(i integer, at timestamp with time zone)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.scan_bases(p_organizer uuid, p_lists uuid[], p_tickets uuid[], p_nonces text[])
 RETURNS TABLE(now timestamp with time zone, lists json, tickets json, facts json, known json)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.take_holds(p_ids uuid[], p_minutes integer[])
 RETURNS TABLE(id uuid, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.take_pools(p_organizer uuid, p_pools uuid[], p_quantities integer[])
 RETURNS boolean
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
end $function$
;

CREATE OR REPLACE PROCEDURE public.tell_planner(IN t regclass, IN p_column text, IN p_distinct real)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s alter column %I set statistics 0', t, p_column);
  perform pg_restore_attribute_stats('schemaname', n.nspname::text, 'relname', c.relname::text, 'attname', p_column, 'inherited', false,
                                     'version', current_setting('server_version_num')::int, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', p_distinct)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = t;
end $procedure$
;

CREATE OR REPLACE PROCEDURE public.tenant_table(IN t regclass, IN rights text DEFAULT 'select, insert, update, delete'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('alter table %s alter column organizer_id set statistics 0', t);
  execute format('create policy tenant on %s using (organizer_id = current_organizer()) with check (organizer_id = current_organizer())', t);
  execute format('create policy backup on %s for select to tessera_backup using (true)', t);
  execute format('grant %s on %s to tessera_app', rights, t);
end $procedure$
;

CREATE OR REPLACE FUNCTION public.tenant_uuid(p_organizer uuid)
 RETURNS uuid
 LANGUAGE sql
AS $function$
  select (left(replace(uuidv7()::text, '-', ''), 24) || right(replace(p_organizer::text, '-', ''), 8))::uuid
$function$
;

create schema auth;

-- People who can sign in. purpose: contract; retention: until the account is deleted
create table auth.accounts (
  id uuid default uuidv7() not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  locale text default 'en'::text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_email_check CHECK ((email = lower(email)))
);
comment on column auth.accounts.id is 'pseudonymous: Account id';
comment on column auth.accounts.name is 'personal: What the person is called';
comment on column auth.accounts.email is 'personal: Address, in lower case';
comment on column auth.accounts.email_verified is 'none: Whether the person has shown that the mailbox is theirs';
comment on column auth.accounts.image is 'personal: Not used';
comment on column auth.accounts.locale is 'none: Language of mails';
comment on column auth.accounts.created_at is 'none: When';
comment on column auth.accounts.updated_at is 'none: When it last changed';
CREATE UNIQUE INDEX accounts_email ON auth.accounts USING btree (email);
grant delete, insert, select, update on auth.accounts to tessera_app;
grant select on auth.accounts to tessera_backup;

-- How an account proves who it is: a password today, other providers later. purpose: security; retention: as long as the account
create table auth.credentials (
  id uuid default uuidv7() not null,
  account_id uuid not null,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone not null,
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_account_id_fkey FOREIGN KEY (account_id) REFERENCES auth.accounts(id) ON DELETE CASCADE
);
comment on column auth.credentials.id is 'pseudonymous: Credential id';
comment on column auth.credentials.account_id is 'pseudonymous: Whose';
comment on column auth.credentials.provider_id is 'none: credential for a password';
comment on column auth.credentials.provider_account_id is 'pseudonymous: The account there';
comment on column auth.credentials.password is 'secret: scrypt hash with its cost';
comment on column auth.credentials.access_token is 'secret: Not used';
comment on column auth.credentials.refresh_token is 'secret: Not used';
comment on column auth.credentials.id_token is 'secret: Not used';
comment on column auth.credentials.access_token_expires_at is 'none: Not used';
comment on column auth.credentials.refresh_token_expires_at is 'none: Not used';
comment on column auth.credentials.scope is 'none: Not used';
comment on column auth.credentials.created_at is 'none: When';
comment on column auth.credentials.updated_at is 'none: When it last changed';
CREATE INDEX credentials_account_id_idx ON auth.credentials USING btree (account_id);
CREATE UNIQUE INDEX credentials_provider ON auth.credentials USING btree (provider_id, provider_account_id);
grant delete, insert, select, update on auth.credentials to tessera_app;
grant select on auth.credentials to tessera_backup;

-- Browsers that are signed in. purpose: security; retention: until they end
create table auth.sessions (
  id uuid default uuidv7() not null,
  account_id uuid not null,
  token text not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES auth.accounts(id) ON DELETE CASCADE
);
comment on column auth.sessions.id is 'pseudonymous: Session id';
comment on column auth.sessions.account_id is 'pseudonymous: Whose';
comment on column auth.sessions.token is 'secret: Half of the cookie; the other half is a signature that is not stored';
comment on column auth.sessions.ip_address is 'personal: Where it was opened';
comment on column auth.sessions.user_agent is 'personal: With which browser';
comment on column auth.sessions.created_at is 'none: When';
comment on column auth.sessions.updated_at is 'none: When it was last prolonged';
comment on column auth.sessions.expires_at is 'none: Until';
CREATE INDEX sessions_account_id_idx ON auth.sessions USING btree (account_id);
CREATE INDEX sessions_expiry ON auth.sessions USING btree (expires_at);
CREATE UNIQUE INDEX sessions_token ON auth.sessions USING btree (token);
grant delete, insert, select, update on auth.sessions to tessera_app;
grant select on auth.sessions to tessera_backup;

-- Links sent by mail that work once. purpose: security; retention: until they are used or run out
create table auth.verifications (
  id text default (uuidv7())::text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verifications_pkey PRIMARY KEY (id)
);
comment on column auth.verifications.id is 'none: Row id';
comment on column auth.verifications.identifier is 'secret: SHA-256 of the token';
comment on column auth.verifications.value is 'personal: For whom';
comment on column auth.verifications.expires_at is 'none: Until';
comment on column auth.verifications.created_at is 'none: When';
comment on column auth.verifications.updated_at is 'none: When it last changed';
CREATE INDEX verifications_expiry ON auth.verifications USING btree (expires_at);
CREATE INDEX verifications_identifier_idx ON auth.verifications USING btree (identifier);
grant delete, insert, select, update on auth.verifications to tessera_app;
grant select on auth.verifications to tessera_backup;

create schema audit;

create view audit.dispute as
 SELECT d.organizer_id,
    d.id AS dispute_id,
    d.payment_id,
    p.gateway,
    d.state,
    d.amount_minor,
    d.currency,
    d.withdrawn_minor,
    d.fee_minor,
    d.lost_minor
   FROM (payment_disputes d
     JOIN payments p ON (((p.organizer_id = d.organizer_id) AND (p.id = d.payment_id))));

create view audit.hold as
 SELECT organizer_id,
    id AS hold_id,
    event_id,
    state,
    expires_at,
    (EXISTS ( SELECT
           FROM events e
          WHERE ((e.organizer_id = h.organizer_id) AND (e.id = h.event_id)))) AS event_exists,
    ( SELECT o.state
           FROM orders o
          WHERE ((o.organizer_id = h.organizer_id) AND (o.hold_id = h.id))) AS order_state
   FROM holds h;

create view audit.journal_line as
 SELECT l.organizer_id,
    l.entry_id,
    e.kind,
    l.account,
    l.amount_minor,
    l.currency,
    e.at,
    e.order_id
   FROM (journal_lines l
     JOIN journal_entries e ON (((e.organizer_id = l.organizer_id) AND (e.id = l.entry_id))));

create view audit.log as
 SELECT organizer_id,
    seq,
    prev_hash,
    hash,
    changes_digest,
    ((hash = audit_link(prev_hash, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, changes_digest, request_id)) AND ((changes IS NULL) OR (changes_digest = sha256(convert_to((changes)::text, 'UTF8'::name))))) AS intact,
    lag(hash, 1, '\x00'::bytea) OVER (PARTITION BY organizer_id ORDER BY seq) AS expected_prev,
    row_number() OVER (PARTITION BY organizer_id ORDER BY seq) AS expected_seq
   FROM audit_records;

create view audit.log_head as
 SELECT h.organizer_id,
    h.seq,
    h.hash,
    r.hash AS newest_hash,
    COALESCE(r.seq, (0)::bigint) AS newest_seq
   FROM (audit_heads h
     LEFT JOIN LATERAL ( SELECT a.seq,
            a.hash
           FROM audit_records a
          WHERE (a.organizer_id = h.organizer_id)
          ORDER BY a.seq DESC
         LIMIT 1) r ON (true));

create view audit.order_money as
 SELECT organizer_id,
    id AS order_id,
    state,
    total_minor,
    refunded_minor,
    currency,
    ( SELECT COALESCE(sum((l.gross_minor + l.fee_gross_minor)), (0)::numeric) AS "coalesce"
           FROM order_lines l
          WHERE ((l.organizer_id = o.organizer_id) AND (l.order_id = o.id))) AS lines_minor,
    ( SELECT COALESCE(sum((((l.refunded_net_minor + l.refunded_tax_minor) + l.refunded_fee_net_minor) + l.refunded_fee_tax_minor)), (0)::numeric) AS "coalesce"
           FROM order_lines l
          WHERE ((l.organizer_id = o.organizer_id) AND (l.order_id = o.id))) AS lines_refunded_minor,
    ( SELECT ((q.content #>> '{quote,total,gross_minor}'::text[]))::bigint AS int8
           FROM quotes q
          WHERE ((q.organizer_id = o.organizer_id) AND (q.id = o.quote_id))) AS quoted_minor,
    ( SELECT COALESCE(sum(p.amount_minor), (0)::numeric) AS "coalesce"
           FROM payments p
          WHERE ((p.organizer_id = o.organizer_id) AND (p.order_id = o.id) AND (p.state = 'succeeded'::text))) AS captured_minor,
    ( SELECT COALESCE(sum(r.amount_minor), (0)::numeric) AS "coalesce"
           FROM refunds r
          WHERE ((r.organizer_id = o.organizer_id) AND (r.order_id = o.id) AND (r.state = 'succeeded'::text))) AS returned_minor,
    ( SELECT COALESCE(sum(r.amount_minor), (0)::numeric) AS "coalesce"
           FROM refunds r
          WHERE ((r.organizer_id = o.organizer_id) AND (r.order_id = o.id) AND (r.state = ANY (ARRAY['created'::text, 'pending'::text])))) AS returning_minor,
    hold_id,
    payment_id,
    (paid_at IS NOT NULL) AS paid,
    ( SELECT COALESCE(sum(r.amount_minor), (0)::numeric) AS "coalesce"
           FROM refunds r
          WHERE ((r.organizer_id = o.organizer_id) AND (r.order_id = o.id) AND (r.payment_id = o.payment_id) AND (r.state = 'succeeded'::text))) AS own_returned_minor
   FROM orders o;

create view audit.orphan as
 SELECT l.organizer_id,
    'line'::text AS kind,
    l.id
   FROM order_lines l
  WHERE (NOT (EXISTS ( SELECT
           FROM orders o
          WHERE ((o.organizer_id = l.organizer_id) AND (o.id = l.order_id)))))
UNION ALL
 SELECT m.organizer_id,
    'moment'::text AS kind,
    m.id
   FROM order_timeline m
  WHERE (NOT (EXISTS ( SELECT
           FROM orders o
          WHERE ((o.organizer_id = m.organizer_id) AND (o.id = m.order_id)))))
UNION ALL
 SELECT t.organizer_id,
    'ticket'::text AS kind,
    t.id
   FROM tickets t
  WHERE (NOT (EXISTS ( SELECT
           FROM order_lines l
          WHERE ((l.organizer_id = t.organizer_id) AND (l.id = t.order_line_id) AND (l.order_id = t.order_id)))));

create view audit.outbox as
 SELECT organizer_id,
    topic,
    created_at,
    relayed_at
   FROM outbox;

create view audit.payment as
 SELECT organizer_id,
    id AS payment_id,
    order_id,
    gateway,
    state,
    amount_minor,
    currency,
    refunded_minor,
    (EXISTS ( SELECT
           FROM journal_entries e
          WHERE ((e.organizer_id = p.organizer_id) AND (e.payment_id = p.id) AND (e.kind = ANY (ARRAY['sale'::text, 'unallocated_payment'::text]))))) AS booked,
    refund_pending_minor,
    ( SELECT COALESCE(sum(r.amount_minor), (0)::numeric) AS "coalesce"
           FROM refunds r
          WHERE ((r.organizer_id = p.organizer_id) AND (r.payment_id = p.id) AND (r.state = 'succeeded'::text))) AS returned_minor,
    ( SELECT COALESCE(sum(r.amount_minor), (0)::numeric) AS "coalesce"
           FROM refunds r
          WHERE ((r.organizer_id = p.organizer_id) AND (r.payment_id = p.id) AND (r.state = ANY (ARRAY['created'::text, 'pending'::text])))) AS returning_minor
   FROM payments p;

create view audit.pool as
 SELECT c.organizer_id,
    c.pool_id,
    c.capacity,
    c.taken,
    (COALESCE(h.units, (0)::bigint) + COALESCE(l.units, (0)::bigint)) AS recount
   FROM ((pool_counters c
     LEFT JOIN ( SELECT holds.organizer_id,
            u.pool,
            sum(u.quantity) AS units
           FROM holds,
            LATERAL UNNEST(holds.pool_ids, holds.pool_quantities) u(pool, quantity)
          WHERE (holds.state = ANY (ARRAY['live'::text, 'ordered'::text]))
          GROUP BY holds.organizer_id, u.pool) h ON (((h.organizer_id = c.organizer_id) AND (h.pool = c.pool_id))))
     LEFT JOIN ( SELECT l_1.organizer_id,
            u.pool,
            count(*) AS units
           FROM (order_lines l_1
             JOIN orders o ON (((o.organizer_id = l_1.organizer_id) AND (o.id = l_1.order_id)))),
            LATERAL unnest(l_1.pool_ids) u(pool)
          WHERE ((l_1.state = 'active'::text) AND (o.state = ANY (ARRAY['paid'::text, 'partly_refunded'::text, 'refunded'::text])))
          GROUP BY l_1.organizer_id, u.pool) l ON (((l.organizer_id = c.organizer_id) AND (l.pool = c.pool_id))));

create view audit."position" as
 SELECT l.organizer_id,
    l.id AS position_id,
    l.order_id,
    (l.kind = 'admission'::text) AS admission,
    (o.state = ANY (ARRAY['paid'::text, 'partly_refunded'::text, 'refunded'::text])) AS paid,
    ((l.state = 'cancelled'::text) OR (o.state = 'cancelled'::text)) AS cancelled
   FROM (order_lines l
     JOIN orders o ON (((o.organizer_id = l.organizer_id) AND (o.id = l.order_id))));

create view audit.refund as
 SELECT organizer_id,
    id AS refund_id,
    order_id,
    payment_id,
    state,
    amount_minor,
    currency,
    (EXISTS ( SELECT
           FROM journal_entries e
          WHERE ((e.organizer_id = r.organizer_id) AND (e.refund_id = r.id) AND (e.kind = 'refund'::text)))) AS booked,
    ((EXISTS ( SELECT
           FROM journal_entries e
          WHERE ((e.organizer_id = r.organizer_id) AND (e.refund_id = r.id) AND (e.kind = 'refund_settled'::text)))) AND (NOT (EXISTS ( SELECT
           FROM journal_entries e
          WHERE ((e.organizer_id = r.organizer_id) AND (e.refund_id = r.id) AND (e.kind = 'refund_returned'::text)))))) AS settled,
    (EXISTS ( SELECT
           FROM journal_entries e
          WHERE ((e.organizer_id = r.organizer_id) AND (e.refund_id = r.id) AND (e.kind = 'refund_reversed'::text)))) AS reversed
   FROM refunds r;

create view audit.scan as
 SELECT s.organizer_id,
    s.ticket_id,
    s.list_id,
    s.window_key,
    (s.result = 'accepted'::text) AS accepted,
    s.occupies,
    s.conflict,
    (s.undone_at IS NOT NULL) AS undone,
    s.direction,
    l.reentry AS list_reentry,
    ((s.ticket_id IS NULL) OR (t.id IS NOT NULL)) AS ticket_known
   FROM ((scans s
     LEFT JOIN check_in_lists l ON (((l.organizer_id = s.organizer_id) AND (l.id = s.list_id))))
     LEFT JOIN tickets t ON (((t.organizer_id = s.organizer_id) AND (t.id = s.ticket_id))));

create view audit.ticket as
 SELECT organizer_id,
    id AS ticket_id,
    order_line_id AS position_id,
    (state = 'valid'::text) AS valid,
    code_version
   FROM tickets;
