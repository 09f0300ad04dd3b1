-- The ground every module stands on: how tables describe themselves, how tenants are kept apart, what is sent out, what is recorded.
begin;

create extension if not exists pg_trgm;
create extension if not exists unaccent;

revoke create on schema public from public;
grant usage on schema public to tessera_app, tessera_relay, tessera_audit, tessera_backup;

-- The organizer whose transaction this is. Null outside of one, so that tenant tables appear empty.
create function current_organizer() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organizer_id', true), '')::uuid;

create function current_account() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.account_id', true), '')::uuid;

-- Writes the comment of a table and of each column. A column is given as 'name | class | text', where the class says how
-- private its content is: none, pseudonymous, personal, special or secret. An undescribed column fails the build.
create procedure describe(t regclass, about text, variadic columns text[]) language plpgsql as $$
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
end $$;

-- Makes a table tenant-owned: row-level security enabled and forced, one policy for every command, and the given rights
-- for the application ('select, insert' makes it append-only).
create procedure tenant_table(t regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy tenant on %s using (organizer_id = current_organizer()) with check (organizer_id = current_organizer())', t);
  execute format('create policy backup on %s for select to tessera_backup using (true)', t);
  execute format('grant %s on %s to tessera_app', rights, t);
end $$;

create table outbox (
  organizer_id uuid not null,
  id uuid not null,
  topic text not null,
  subject_id uuid not null,
  payload jsonb not null,
  trace text,
  created_at timestamptz not null default now(),
  relayed_at timestamptz,
  primary key (organizer_id, id)
);
create index outbox_waiting on outbox (id) where relayed_at is null;
call describe('outbox', 'What happened, told to whom it concerns: written in the transaction of the change, relayed to jobs afterwards. purpose: operation; retention: 30 days',
  'organizer_id | none | Whose', 'id | none | UUIDv7, in order of happening', 'topic | none | orders.paid and the like', 'subject_id | pseudonymous | What it happened to',
  'payload | pseudonymous | Ids and codes only, never a name or an address', 'trace | none | W3C traceparent of the request', 'created_at | none | When', 'relayed_at | none | When it was handed to the job queue');
call tenant_table('outbox', 'select, insert');
grant select, update (relayed_at), delete on outbox to tessera_relay;
create policy relay on outbox to tessera_relay using (true) with check (true);

create table idempotency_keys (
  principal text not null,
  key text not null,
  request_hash bytea not null,
  locked_until timestamptz,
  status int,
  headers jsonb,
  body bytea,
  created_at timestamptz not null default now(),
  primary key (principal, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
call describe('idempotency_keys', 'First answers to unsafe requests, so that a repeated request gets the same bytes. purpose: operation; retention: 24 hours',
  'principal | pseudonymous | Who asked, hashed', 'key | none | The client''s Idempotency-Key', 'request_hash | none | SHA-256 of method, path and body', 'locked_until | none | The first request runs until then; after it the key may be taken over',
  'status | none | HTTP status of the answer', 'headers | none | Headers of the answer', 'body | secret | The answer, sealed: it may carry secrets', 'created_at | none | When');
grant select, insert, update, delete on idempotency_keys to tessera_app;

create table audit_heads (
  organizer_id uuid primary key,
  seq bigint not null default 0,
  hash bytea not null default '\x00'
);
call describe('audit_heads', 'The newest link of each organizer''s audit chain; its row lock puts records in order. purpose: security; retention: as long as the organizer',
  'organizer_id | none | Whose', 'seq | none | Number of the newest record', 'hash | none | Its hash');
call tenant_table('audit_heads', 'select, insert, update');

create table audit_records (
  organizer_id uuid not null,
  seq bigint not null,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('account', 'api_key', 'device', 'buyer', 'system', 'operator')),
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
  primary key (organizer_id, seq)
);
create index audit_records_subject on audit_records (organizer_id, subject_id, seq desc);
call describe('audit_records', 'Who did what, in a chain of hashes per organizer. purpose: security; retention: 10 years',
  'organizer_id | none | Whose', 'seq | none | Gapless number', 'at | none | When', 'actor_kind | none | Kind of actor', 'actor_id | pseudonymous | Which account, key or device',
  'action | none | members.invited and the like', 'subject_kind | none | What kind of thing', 'subject_id | pseudonymous | Which one', 'changes | personal | Before and after; may be shredded without breaking the chain, which covers only its digest',
  'changes_digest | none | SHA-256 of changes', 'reason | personal | What the actor gave as reason', 'request_id | none | Of the request', 'prev_hash | none | Hash of the record before', 'hash | none | SHA-256 over this record and the hash before');
call tenant_table('audit_records', 'select, insert');

-- Appends one record; the head's row lock makes numbers gapless and the chain single-stranded.
create function append_audit(p_actor_kind text, p_actor_id text, p_action text, p_subject_kind text, p_subject_id uuid, p_changes jsonb, p_reason text, p_request_id text)
returns bigint language plpgsql as $$
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
end $$;

create function audit_link(prev bytea, seq bigint, at timestamptz, actor_kind text, actor_id text, action text, subject_kind text, subject_id uuid, digest bytea, request_id text)
returns bytea language sql immutable as $$
  select sha256(prev || convert_to(concat_ws('|', seq, extract(epoch from at)::text, actor_kind, coalesce(actor_id, ''), action, subject_kind, coalesce(subject_id::text, ''), encode(digest, 'hex'), coalesce(request_id, '')), 'UTF8'))
$$;

create table data_keys (
  organizer_id uuid not null,
  version int not null check (version >= 1),
  wrapped bytea not null,
  master_key_id text not null,
  created_at timestamptz not null default now(),
  primary key (organizer_id, version)
);
call describe('data_keys', 'Each organizer''s data keys, wrapped by a master key; deleting them makes what they sealed unreadable. purpose: security; retention: as long as the organizer',
  'organizer_id | none | Whose', 'version | none | Named in each sealed value', 'wrapped | secret | The key, sealed by the master key', 'master_key_id | none | By which', 'created_at | none | When');
call tenant_table('data_keys');

create table flags (
  name text primary key,
  enabled boolean not null default false,
  rules jsonb not null default '[]',
  changed_at timestamptz not null default now()
);
call describe('flags', 'Feature flags of the platform. purpose: operation; retention: none',
  'name | none | Name', 'enabled | none | What it is without a matching rule', 'rules | none | Targeting by organizer, event or percent, first match wins', 'changed_at | none | When');
grant select, insert, update, delete on flags to tessera_app;

create table files (
  organizer_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('picture', 'document')),
  storage_key text not null,
  content_type text not null,
  size_bytes bigint not null,
  width int,
  height int,
  alt jsonb not null default '{}',
  derived jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (organizer_id, id)
);
call describe('files', 'What lies in the file storage. purpose: contract; retention: as long as what it belongs to',
  'organizer_id | none | Whose', 'id | none | File id', 'kind | none | Picture or document', 'storage_key | none | Where', 'content_type | none | Checked media type', 'size_bytes | none | Size', 'width | none | Pixels', 'height | none | Pixels', 'alt | none | What the picture shows, by locale', 'derived | none | Smaller sizes', 'created_at | none | When');
call tenant_table('files');

create table mails (
  organizer_id uuid not null,
  id uuid not null,
  cause text not null,
  recipient text not null,
  template text not null,
  subject text not null,
  locale text not null,
  order_id uuid,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (organizer_id, id)
);
create unique index mails_once on mails (organizer_id, recipient, cause);
create index mails_order on mails (organizer_id, order_id);
call describe('mails', 'Every mail that was to be sent: at most one for a recipient and a cause. purpose: contract; retention: 1 year',
  'organizer_id | none | Whose', 'id | none | Also the Message-ID', 'cause | pseudonymous | What it was sent for', 'recipient | personal | E-mail address', 'template | none | Which', 'subject | personal | Subject line', 'locale | none | Language', 'order_id | pseudonymous | About which order', 'state | none | Queued, sent or failed', 'error | none | What the server said', 'created_at | none | When', 'sent_at | none | When the server took it');
call tenant_table('mails');

create table mailbox (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  raw bytea not null,
  received_at timestamptz not null default now()
);
create index mailbox_newest on mailbox (received_at desc);
call describe('mailbox', 'Mails of an installation without a mail server, readable on the demo''s mailbox page; empty where SMTP_URL is set. purpose: demonstration; retention: 7 days',
  'id | none | Mail', 'recipient | personal | E-mail address', 'subject | personal | Subject', 'raw | personal | RFC 5322 message', 'received_at | none | When');
grant select, insert, delete on mailbox to tessera_app;

commit;
