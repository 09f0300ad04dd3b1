-- Events of gateways that wait are tried again with growing pauses, so that one which never finds its payment costs little.
begin;

alter table gateway_events add column tried_at timestamptz;
comment on column gateway_events.tried_at is 'none: When it was last tried and had to wait on';

commit;
