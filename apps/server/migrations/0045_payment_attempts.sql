-- What a payment remembers of how it was asked for, so that asking again is the same question and the answer can be compared.
begin;

alter table gateway_accounts
  add column flow text not null default 'redirect' check (flow in ('redirect', 'embedded')),
  add column merchant text,
  add column livemode boolean not null default false,
  add column changed_at timestamptz not null default now();
comment on column gateway_accounts.flow is 'none: Where the buyer pays: at the gateway or in our page';
comment on column gateway_accounts.merchant is 'none: What the gateway calls the account, if anything';
comment on column gateway_accounts.livemode is 'none: Whether real money moves';
comment on column gateway_accounts.changed_at is 'none: When label, credentials or the switch last changed';

alter table payments
  add column merchant text,
  add column livemode boolean not null default false,
  add column request jsonb,
  add column expires_at timestamptz,
  add column dispute_reference text,
  add column dispute_state text check (dispute_state in ('open', 'won', 'lost'));
comment on column payments.merchant is 'none: The account at the gateway that was to take it';
comment on column payments.livemode is 'none: Whether real money was asked for';
comment on column payments.request is 'personal: What the gateway was asked, word for word, until the attempt is over';
comment on column payments.expires_at is 'none: The gateway should not take the money after this';
comment on column payments.dispute_reference is 'pseudonymous: The gateway''s id of the buyer''s dispute';
comment on column payments.dispute_state is 'none: How the dispute stands';

-- Two clicks are one attempt: under the lock on the order stands this.
create unique index payments_open on payments (organizer_id, order_id, gateway) where state in ('created', 'pending') and gateway_account_id is not null;
-- Money can still arrive for an attempt that was given up.
create index payments_closed on payments (organizer_id, created_at) where state in ('failed', 'cancelled');

alter table refunds
  add column asked_at timestamptz,
  add column checked_at timestamptz;
comment on column refunds.asked_at is 'none: When the gateway was first asked to make it';
comment on column refunds.checked_at is 'none: When the gateway was last asked about it';

commit;
