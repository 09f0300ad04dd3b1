-- What is no longer needed is deleted by jobs, a chunk at a time; these let them find it without reading all there is.
begin;

grant delete on gateway_events to tessera_app;
create index gateway_events_handled on gateway_events (organizer_id, received_at) where handled_at is not null;
create index holds_ended on holds (organizer_id, expires_at) where state in ('released', 'expired');
create index mails_age on mails (organizer_id, created_at);
-- Rows lie in the order in which they were written, so a few bytes a page tell where the old ones are.
create index outbox_age on outbox using brin (created_at);

commit;
