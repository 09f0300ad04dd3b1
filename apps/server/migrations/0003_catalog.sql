-- What is announced and what can be bought.
begin;

create table events (
  organizer_id uuid not null references organizers (id),
  id uuid not null,
  slug text not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'ended', 'cancelled', 'postponed')),
  title jsonb not null,
  summary jsonb not null default '{}',
  description jsonb not null default '{}',
  category text not null default 'other',
  default_locale text not null default 'en',
  timezone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  attendance_mode text not null default 'in_person' check (attendance_mode in ('in_person', 'online', 'hybrid')),
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
  fee_fixed_minor bigint not null default 0 check (fee_fixed_minor >= 0),
  fee_ppm int not null default 0 check (fee_ppm between 0 and 1000000),
  fee_payer text not null default 'buyer' check (fee_payer in ('buyer', 'organizer')),
  external_id text,
  source_url text,
  catalog_version int not null default 1,
  version int not null default 1,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  primary key (organizer_id, id),
  foreign key (organizer_id, picture_id) references files (organizer_id, id)
);
create unique index events_slug on events (organizer_id, slug);
create unique index events_external on events (organizer_id, external_id) where external_id is not null;
create index events_state on events (organizer_id, state, created_at desc);
call describe('events', 'What is announced. purpose: contract; retention: as long as its orders',
  'organizer_id | none | Whose', 'id | none | Event id', 'slug | none | Address of its page, unique on the platform', 'state | none | Draft, published, ended, cancelled or postponed', 'title | none | By locale', 'summary | none | One sentence, by locale', 'description | none | Markdown, by locale', 'category | none | For discovery', 'default_locale | none | Fallback of its texts', 'timezone | none | IANA', 'currency | none | Of all its prices', 'attendance_mode | none | In person, online or both',
  'venue_name | none | Place', 'street | none | Place', 'postal_code | none | Place', 'city | none | Place', 'region | none | Place', 'country | none | ISO 3166', 'latitude | none | Place', 'longitude | none | Place', 'online_url | none | Stream', 'picture_id | none | Its picture', 'palette | none | Of the generated mosaic', 'fee_fixed_minor | none | Service fee per unit', 'fee_ppm | none | Service fee in millionths of the price', 'fee_payer | none | Whether the buyer sees the fee or the organizer bears it',
  'external_id | none | Id in the feed it was imported from', 'source_url | none | Where it was imported from', 'catalog_version | none | Grows with every change that touches what is sold or at which price; a hold names the version it was priced by', 'version | none | For If-Match', 'created_at | none | When', 'published_at | none | When', 'cancelled_at | none | When', 'cancel_reason | none | Said to buyers');
call tenant_table('events');

create table event_dates (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  doors_at timestamptz,
  label jsonb not null default '{}',
  state text not null default 'scheduled' check (state in ('scheduled', 'cancelled')),
  sequence int not null default 0,
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade,
  check (ends_at is null or ends_at >= starts_at)
);
create index event_dates_event on event_dates (organizer_id, event_id, starts_at);
call describe('event_dates', 'One occurrence of an event; every event has at least one. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | Date id', 'event_id | none | Of which event', 'starts_at | none | Start', 'ends_at | none | End', 'doors_at | none | Doors', 'label | none | Name of the date, by locale', 'state | none | Scheduled or cancelled', 'sequence | none | iCalendar SEQUENCE: grows when it moves');
call tenant_table('event_dates');

create table products (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  kind text not null check (kind in ('admission', 'add_on', 'merchandise')),
  name jsonb not null,
  description jsonb not null default '{}',
  price_minor bigint not null check (price_minor >= 0),
  price_includes_tax boolean not null default true,
  tax_code text,
  tax_label jsonb not null default '{}',
  tax_ppm int not null default 0 check (tax_ppm between 0 and 1000000),
  date_ids uuid[],
  sale_starts_at timestamptz,
  sale_ends_at timestamptz,
  min_per_order int not null default 1 check (min_per_order >= 1),
  max_per_order int not null default 10 check (max_per_order >= min_per_order and max_per_order <= 100),
  hidden boolean not null default false,
  position int not null default 0,
  archived_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade,
  check (sale_ends_at is null or sale_starts_at is null or sale_ends_at > sale_starts_at)
);
create index products_event on products (organizer_id, event_id, position);
call describe('products', 'What can be bought. purpose: contract; retention: as its orders',
  'organizer_id | none | Whose', 'id | none | Product id', 'event_id | none | Of which event', 'kind | none | Admission gives a ticket that enters; add-on and merchandise go with it', 'name | none | By locale', 'description | none | By locale', 'price_minor | none | Catalogue price in minor units', 'price_includes_tax | none | Inclusive or exclusive tax', 'tax_code | none | Tax', 'tax_label | none | By locale', 'tax_ppm | none | Rate in millionths', 'date_ids | none | Valid on these dates: a buyer picks one; null is the whole event', 'sale_starts_at | none | Sale window', 'sale_ends_at | none | Sale window', 'min_per_order | none | Limit', 'max_per_order | none | Limit', 'hidden | none | Sold only to whom has its link', 'position | none | Order on the page', 'archived_at | none | No longer offered', 'version | none | For If-Match', 'created_at | none | When');
call tenant_table('products');

create table product_variants (
  organizer_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  name jsonb not null,
  price_minor bigint check (price_minor >= 0),
  position int not null default 0,
  archived_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, product_id) references products (organizer_id, id) on delete cascade
);
create index product_variants_product on product_variants (organizer_id, product_id, position);
call describe('product_variants', 'Size, colour or category of a product. purpose: contract; retention: as its orders',
  'organizer_id | none | Whose', 'id | none | Variant id', 'product_id | none | Of which product', 'name | none | By locale', 'price_minor | none | Own price; null is the product''s', 'position | none | Order on the page', 'archived_at | none | No longer offered');
call tenant_table('product_variants');

create table questions (
  organizer_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  asked_of text not null check (asked_of in ('order', 'attendee')),
  label jsonb not null,
  hint jsonb not null default '{}',
  kind text not null check (kind in ('text', 'long_text', 'choice', 'choices', 'checkbox', 'number', 'date', 'country', 'phone', 'email')),
  options jsonb not null default '[]',
  required boolean not null default false,
  product_ids uuid[],
  position int not null default 0,
  archived_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, event_id) references events (organizer_id, id) on delete cascade
);
create index questions_event on questions (organizer_id, event_id, position);
call describe('questions', 'What an organizer asks with an order or of each attendee. purpose: contract; retention: as the event',
  'organizer_id | none | Whose', 'id | none | Question id', 'event_id | none | Of which event', 'asked_of | none | Once per order or of each attendee', 'label | none | By locale', 'hint | none | By locale', 'kind | none | Kind of answer', 'options | none | Of a choice: value and label by locale', 'required | none | Must be answered', 'product_ids | none | Only with these products', 'position | none | Order on the page', 'archived_at | none | No longer asked');
call tenant_table('questions');

-- Addresses are unique on the whole platform, drafts included; this table reserves them.
create table event_slugs (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 120),
  organizer_id uuid not null,
  event_id uuid not null
);
call describe('event_slugs', 'Reserved addresses of events. purpose: publication; retention: as the event',
  'slug | none | Address', 'organizer_id | none | Whose', 'event_id | none | Which event');
alter table event_slugs enable row level security;
alter table event_slugs force row level security;
create policy everybody_reads on event_slugs for select using (true);
create policy own_insert on event_slugs for insert with check (organizer_id = current_organizer());
create policy own_delete on event_slugs for delete using (organizer_id = current_organizer());
grant select, insert, delete on event_slugs to tessera_app;

-- What everybody may see and search, kept true in the transaction of every change; no tenant, no draft, no private column.
create table listings (
  event_id uuid primary key,
  organizer_id uuid not null,
  slug text not null unique,
  organizer_slug text not null,
  organizer_name text not null,
  state text not null check (state in ('published', 'ended', 'cancelled', 'postponed')),
  title jsonb not null,
  summary jsonb not null,
  category text not null,
  timezone text not null,
  first_starts_at timestamptz not null,
  last_ends_at timestamptz not null,
  date_count int not null,
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
  changed_at timestamptz not null default now()
);
create index listings_words on listings using gin (words);
create index listings_plain on listings using gin (plain gin_trgm_ops);
create index listings_upcoming on listings (first_starts_at, event_id) where state in ('published', 'postponed');
create index listings_organizer on listings (organizer_id, first_starts_at);
call describe('listings', 'Published events as everybody sees and searches them: a projection of events, dates, products and organizers. purpose: publication; retention: as the event',
  'event_id | none | Event', 'organizer_id | none | Organizer', 'slug | none | Address', 'organizer_slug | none | Address', 'organizer_name | none | Name', 'state | none | State', 'title | none | By locale', 'summary | none | By locale', 'category | none | Category', 'timezone | none | IANA', 'first_starts_at | none | Start of the first date to come', 'last_ends_at | none | End of the last', 'date_count | none | How many', 'attendance_mode | none | In person, online or both', 'venue_name | none | Place', 'city | none | Place', 'country | none | Place', 'latitude | none | Place', 'longitude | none | Place', 'currency | none | Of the prices', 'from_price_minor | none | Lowest price with mandatory fees; null without public products', 'to_price_minor | none | Highest', 'picture | none | Sizes and alt text', 'palette | none | Of the mosaic', 'words | none | For full-text search', 'plain | none | For typing errors', 'changed_at | none | When');
alter table listings enable row level security;
alter table listings force row level security;
create policy everybody_reads on listings for select using (true);
create policy own_insert on listings for insert with check (organizer_id = current_organizer());
create policy own_update on listings for update using (organizer_id = current_organizer()) with check (organizer_id = current_organizer());
create policy own_delete on listings for delete using (organizer_id = current_organizer());
grant select, insert, update, delete on listings to tessera_app;

commit;
