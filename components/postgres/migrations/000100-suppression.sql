-- Addresses that must not be used again, by the SHA-256 of the normalised address, so that a list can come without
-- addresses. What was taken off stays, to show who did it.
create table suppression (
  workspace integer not null,
  channel text not null,
  hash bytea not null check (length(hash) = 32),
  -- Absent where only the hash is known.
  address text,
  reason text not null check (reason in ('bounced', 'complained', 'manual', 'imported')),
  note text not null default '',
  added_by text not null,
  added_at bigint not null,
  removed_by text,
  removed_at bigint,
  primary key (workspace, channel, hash)
);
create index suppression_newest on suppression (workspace, added_at desc, hash) where removed_at is null;
create index suppression_address on suppression (workspace, lower(address) text_pattern_ops) where removed_at is null;
