--! breaking: an earlier release writes how a dispute stands into columns of payments that are gone
-- Disputes have a life and books of their own: several of a payment, each with what it took, what it cost and what of it is lost.
begin;

create table payment_disputes (
  organizer_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  reference text not null,
  state text not null check (state in ('inquiry', 'open', 'won', 'lost')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  withdrawn_minor bigint not null default 0 check (withdrawn_minor >= 0),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  lost_minor bigint not null default 0,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (organizer_id, id),
  foreign key (organizer_id, payment_id) references payments (organizer_id, id),
  constraint payment_disputes_lost check (lost_minor between 0 and withdrawn_minor)
);
create unique index payment_disputes_reference on payment_disputes (organizer_id, payment_id, reference);
create index payment_disputes_open on payment_disputes (organizer_id, payment_id) where state in ('inquiry', 'open');
call describe('payment_disputes', 'The buyer asks their bank for the money of a payment. purpose: accounting; retention: 10 years (tax law)',
  'organizer_id | none | Whose', 'id | none | Dispute id', 'payment_id | none | About which payment', 'reference | pseudonymous | The gateway''s id of it', 'state | none | An inquiry takes no money; open, won or lost', 'amount_minor | none | What the buyer asks for', 'currency | none | ISO 4217', 'withdrawn_minor | none | What it took from the gateway account, as booked', 'fee_minor | none | What the gateway charges for it, as booked', 'lost_minor | none | What of it is gone for good, as booked', 'opened_at | none | When it became known', 'closed_at | none | When it was decided');
call tenant_table('payment_disputes', 'select, insert, update');

-- Nothing of them is booked yet; it will be as soon as the gateway is asked again.
insert into payment_disputes (organizer_id, id, payment_id, reference, state, amount_minor, currency, closed_at)
select organizer_id, overlay(gen_random_uuid()::text placing right(organizer_id::text, 8) from 29 for 8)::uuid, id, dispute_reference, dispute_state, amount_minor, currency,
       case when dispute_state <> 'open' then clock_timestamp() end
  from payments where dispute_reference is not null;
alter table payments drop column dispute_reference, drop column dispute_state;

alter table refunds drop constraint refunds_cause_check;
alter table refunds add constraint refunds_cause_check
  check (cause in ('organizer', 'late_payment', 'surplus_payment', 'event_cancelled', 'gateway', 'dispute'));

alter table journal_entries add column dispute_id uuid;
comment on column journal_entries.dispute_id is 'none: About which dispute';

create view audit.dispute as
select d.organizer_id, d.id as dispute_id, d.payment_id, p.gateway, d.state, d.amount_minor, d.currency, d.withdrawn_minor, d.fee_minor, d.lost_minor
  from payment_disputes d join payments p on p.organizer_id = d.organizer_id and p.id = d.payment_id;
alter view audit.dispute owner to tessera_backup;
grant select on audit.dispute to tessera_audit;

commit;
