alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('deliver', 'send_stimulus', 'suppress_address'));
create index outbox_suppressions on outbox (position) where kind = 'suppress_address' and status = 'pending';
