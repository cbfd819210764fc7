-- The order in which a lane wrote its rows: what one person's stimuli are forwarded in.
alter table outbox add column position bigint generated always as identity;

create index outbox_in_order on outbox (position) where kind = 'send_stimulus' and status = 'pending';
