-- What the catalogue shows to its neighbours, and what importing and finding events need.
begin;

-- What an event sells and asks, as one row: the typed door through which events reads what products owns.
-- It runs with the rights of whoever asks, so row-level security holds.
create view event_offers with (security_invoker = true) as
select e.organizer_id, e.id as event_id,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', p.id, 'kind', p.kind, 'name', p.name, 'description', p.description,
      'priceMinor', p.price_minor::text, 'priceIncludesTax', p.price_includes_tax,
      'tax', case when p.tax_code is not null then jsonb_build_object('code', p.tax_code, 'label', p.tax_label, 'ratePpm', p.tax_ppm) end,
      'dateIds', p.date_ids, 'saleStartsAt', p.sale_starts_at, 'saleEndsAt', p.sale_ends_at,
      'minPerOrder', p.min_per_order, 'maxPerOrder', p.max_per_order, 'hidden', p.hidden,
      'variants', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'priceMinor', v.price_minor::text) order by v.position, v.id), '[]')
                     from product_variants v where v.organizer_id = p.organizer_id and v.product_id = p.id and v.archived_at is null)
    ) order by p.position, p.created_at, p.id), '[]')
     from products p where p.organizer_id = e.organizer_id and p.event_id = e.id and p.archived_at is null) as products,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', q.id, 'askedOf', q.asked_of, 'label', q.label, 'hint', q.hint, 'kind', q.kind, 'options', q.options,
      'required', q.required, 'productIds', q.product_ids
    ) order by q.position, q.id), '[]')
     from questions q where q.organizer_id = e.organizer_id and q.event_id = e.id and q.archived_at is null) as questions
  from events e;
comment on view event_offers is 'Products and questions of an event that are offered now, archived ones left out. purpose: contract; retention: as the event';
comment on column event_offers.organizer_id is 'none: Whose';
comment on column event_offers.event_id is 'none: Which event';
comment on column event_offers.products is 'none: Products with their variants, in their order';
comment on column event_offers.questions is 'none: Questions, in their order';
grant select on event_offers to tessera_app;

-- What organizers publish of themselves to whoever lists their events.
create view listed_organizers with (security_invoker = true) as
select id as organizer_id, slug, name from organizers;
comment on view listed_organizers is 'Name and address of each organizer. purpose: publication; retention: as long as the organizer';
comment on column listed_organizers.organizer_id is 'none: Organizer';
comment on column listed_organizers.slug is 'none: Address of its page';
comment on column listed_organizers.name is 'none: Public name';
grant select on listed_organizers to tessera_app;

alter table events add column import_hash text;
comment on column events.import_hash is 'none: Hash of what the feed said at the last import; the same again changes nothing';

alter table questions add column version int not null default 1;
comment on column questions.version is 'none: For If-Match';

alter table event_dates add column version int not null default 1;
comment on column event_dates.version is 'none: For If-Match';

-- Which days an event is on: the first and the last of a series say nothing about the days between.
alter table listings add column date_starts timestamptz[] not null default '{}', add column date_ends timestamptz[] not null default '{}';
comment on column listings.date_starts is 'none: Starts of all its dates, ascending';
comment on column listings.date_ends is 'none: When each of them ends';

-- The first date that is not over yet, by the clock of the moment; of an event that is over, the first there was.
create function first_to_come(starts timestamptz[], ends timestamptz[]) returns timestamptz language sql stable parallel safe
  return coalesce(
    (select min(d.s) from unnest(starts, ends) as d(s, e) where d.e > clock_timestamp()),
    (select min(s) from unnest(starts) as s));

create index listings_category on listings (category) where state in ('published', 'postponed');
create index listings_city on listings (lower(city)) where state in ('published', 'postponed');
create index listings_to_end on listings (last_ends_at) where state in ('published', 'postponed');

commit;
