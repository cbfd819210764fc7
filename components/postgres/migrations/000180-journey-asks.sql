alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('deliver', 'send_stimulus', 'suppress_address', 'ask', 'call'));
create index outbox_asks on outbox (kind, position) where kind in ('ask', 'call') and status = 'pending';
