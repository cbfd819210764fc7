alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('deliver', 'send_stimulus', 'suppress_address', 'ask'));
create index outbox_asks on outbox (position) where kind = 'ask' and status = 'pending';
