-- Accounts and how they prove who they are. The tables are better-auth's, under our names and with uuid keys; a test
-- compares them with what the pinned version expects. Accounts belong to no tenant: one person may work for several.
begin;

create schema auth;
grant usage on schema auth to tessera_app, tessera_backup;

create table auth.accounts (
  id uuid primary key default uuidv7(),
  name text not null,
  email text not null check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  locale text default 'en',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index accounts_email on auth.accounts (email);
call describe('auth.accounts', 'People who can sign in. purpose: contract; retention: until the account is deleted',
  'id | pseudonymous | Account id', 'name | personal | What the person is called', 'email | personal | Address, in lower case', 'email_verified | none | Whether the person has shown that the mailbox is theirs', 'image | personal | Not used', 'locale | none | Language of mails', 'created_at | none | When', 'updated_at | none | When it last changed');

create table auth.sessions (
  id uuid primary key default uuidv7(),
  account_id uuid not null references auth.accounts (id) on delete cascade,
  token text not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index sessions_token on auth.sessions (token);
create index sessions_account_id_idx on auth.sessions (account_id);
create index sessions_expiry on auth.sessions (expires_at);
call describe('auth.sessions', 'Browsers that are signed in. purpose: security; retention: until they end',
  'id | pseudonymous | Session id', 'account_id | pseudonymous | Whose', 'token | secret | Half of the cookie; the other half is a signature that is not stored', 'ip_address | personal | Where it was opened', 'user_agent | personal | With which browser', 'created_at | none | When', 'updated_at | none | When it was last prolonged', 'expires_at | none | Until');

create table auth.credentials (
  id uuid primary key default uuidv7(),
  account_id uuid not null references auth.accounts (id) on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null
);
create unique index credentials_provider on auth.credentials (provider_id, provider_account_id);
create index credentials_account_id_idx on auth.credentials (account_id);
call describe('auth.credentials', 'How an account proves who it is: a password today, other providers later. purpose: security; retention: as long as the account',
  'id | pseudonymous | Credential id', 'account_id | pseudonymous | Whose', 'provider_id | none | credential for a password', 'provider_account_id | pseudonymous | The account there', 'password | secret | scrypt hash with its cost', 'access_token | secret | Not used', 'refresh_token | secret | Not used', 'id_token | secret | Not used', 'access_token_expires_at | none | Not used', 'refresh_token_expires_at | none | Not used', 'scope | none | Not used', 'created_at | none | When', 'updated_at | none | When it last changed');

-- The id is text: the library also reserves rows under ids that are hashes.
create table auth.verifications (
  id text primary key default uuidv7()::text,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier_idx on auth.verifications (identifier);
create index verifications_expiry on auth.verifications (expires_at);
call describe('auth.verifications', 'Links sent by mail that work once. purpose: security; retention: until they are used or run out',
  'id | none | Row id', 'identifier | secret | SHA-256 of the token', 'value | personal | For whom', 'expires_at | none | Until', 'created_at | none | When', 'updated_at | none | When it last changed');

grant select, insert, update, delete on all tables in schema auth to tessera_app;

-- Invitations are looked for by their open ones, and an address has one open invitation per organizer at most.
create unique index invitations_open on invitations (organizer_id, lower(email)) where accepted_at is null and revoked_at is null;

commit;
