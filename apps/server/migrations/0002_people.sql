-- Who is who: organizers (the tenants), their teams, keys for programs.
begin;

create table organizers (
  id uuid primary key,
  tail bigint generated always as (('x' || right(replace(id::text, '-', ''), 8))::bit(32)::bigint & 4294967295) stored,
  slug text not null,
  name text not null check (char_length(name) between 1 and 120),
  about jsonb not null default '{}',
  website text,
  contact_email text,
  legal_name text,
  legal_address text,
  country text not null default 'DE' check (country ~ '^[A-Z]{2}$'),
  timezone text not null default 'Europe/Berlin',
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  default_locale text not null default 'en',
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now()
);
create unique index organizers_tail on organizers (tail);
create unique index organizers_slug on organizers (slug);
call describe('organizers', 'Who sells and is liable: the tenant. Its public profile, readable by everybody. purpose: contract; retention: as long as the organizer',
  'id | none | Organizer id', 'tail | none | Last four bytes of the id; every id of this tenant ends in them', 'slug | none | Address of its page', 'name | none | Public name', 'about | none | Text by locale', 'website | none | Address', 'contact_email | none | Published contact', 'legal_name | none | As in the imprint', 'legal_address | none | As in the imprint', 'country | none | ISO 3166', 'timezone | none | IANA', 'currency | none | ISO 4217', 'default_locale | none | Language', 'accent | none | Brand colour', 'demo | none | Made by the demo', 'version | none | For If-Match', 'created_at | none | When');
alter table organizers enable row level security;
alter table organizers force row level security;
create policy everybody_reads on organizers for select using (true);
create policy own_insert on organizers for insert with check (id = current_organizer());
create policy own_update on organizers for update using (id = current_organizer()) with check (id = current_organizer());
grant select, insert, update on organizers to tessera_app;

create table members (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'finance', 'support', 'door', 'viewer')),
  event_ids uuid[],
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (organizer_id, id)
);
create unique index members_account on members (organizer_id, account_id) where removed_at is null;
create index members_of_account on members (account_id) where removed_at is null;
call describe('members', 'Which account works for which organizer, in which role and for which events. purpose: contract; retention: as long as the organizer',
  'organizer_id | none | Whose', 'id | none | Member id', 'account_id | pseudonymous | Whose account', 'role | none | Role', 'event_ids | none | Limited to these events; null is all', 'created_at | none | When', 'removed_at | none | When it ended');
call tenant_table('members');
-- An account sees its own memberships everywhere, to find the organizers it works for.
create policy own_memberships on members for select using (account_id = current_account());

create table invitations (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  email text not null,
  role text not null check (role in ('admin', 'manager', 'finance', 'support', 'door', 'viewer')),
  event_ids uuid[],
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (organizer_id, id)
);
call describe('invitations', 'Invitations to a team. purpose: contract; retention: 90 days after they end',
  'organizer_id | none | Whose', 'id | none | Invitation id', 'email | personal | Invited address', 'role | none | Role', 'event_ids | none | Limited to these events', 'token_hash | secret | SHA-256 of the token in the mail', 'invited_by | pseudonymous | Account', 'created_at | none | When', 'expires_at | none | Until', 'accepted_at | none | When', 'revoked_at | none | When');
call tenant_table('invitations');

create table api_keys (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  name text not null,
  hash bytea not null,
  hint text not null,
  permissions text[] not null,
  event_ids uuid[],
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organizer_id, id)
);
call describe('api_keys', 'Keys for programs. purpose: contract; retention: 1 year after revocation',
  'organizer_id | none | Whose', 'id | none | Key id, part of the key''s text', 'name | none | What it is for', 'hash | secret | SHA-256 of the secret part', 'hint | none | Last four characters, to tell keys apart', 'permissions | none | What it may do', 'event_ids | none | Limited to these events', 'created_by | pseudonymous | Account', 'created_at | none | When', 'expires_at | none | Until', 'last_used_at | none | When it was last used', 'revoked_at | none | When it ended');
call tenant_table('api_keys');

create table operators (
  account_id uuid primary key,
  created_at timestamptz not null default now()
);
call describe('operators', 'Accounts that operate the platform. purpose: operation; retention: as long as the role',
  'account_id | pseudonymous | Whose account', 'created_at | none | When');
grant select on operators to tessera_app;

commit;
