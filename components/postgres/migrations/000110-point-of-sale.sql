alter table api_key drop constraint api_key_role_check;
alter table api_key add constraint api_key_role_check check (role in ('admin', 'viewer', 'point_of_sale'));

-- What tills have recorded, by the till's own id: a repeat gets the first answer, however late it comes. `digest` tells a
-- repeat from another transaction under the same id. An entry is `open` until its event is in the log.
create table point_of_sale_entry (
  workspace integer not null,
  id text not null,
  digest bytea not null,
  status text not null check (status in ('open', 'recorded')),
  outcome text not null,
  at bigint not null,
  recorded_at timestamptz not null default now(),
  primary key (workspace, id)
);
create index point_of_sale_entry_recorded_at on point_of_sale_entry using brin (recorded_at);

create table coupon (
  workspace integer not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('percentage', 'amount', 'gift')),
  value numeric(14, 2) not null,
  valid_from bigint,
  valid_until bigint,
  redemption_limit integer not null check (redemption_limit > 0),
  redeemed integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (workspace, code)
);
