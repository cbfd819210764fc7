-- Where facts go. `definition` is JSON text of its contract; `secrets` are sealed under the key of the installation.
create table destination (
  workspace integer not null,
  id uuid not null,
  definition text not null,
  secrets bytea not null,
  old_secret_until timestamptz,
  status text not null default 'active' check (status in ('active', 'paused')),
  pause_reason text,
  failing_since timestamptz,
  refused_in_a_row integer not null default 0,
  last_delivered_at timestamptz,
  last_reason text,
  last_status_code integer,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (workspace, id)
);

-- How far the facts of a lane were cut into batches: after the fact of this commit with this ordinal. A replay is a stream
-- that ends, of what happened in a period or stood in one batch.
create table destination_stream (
  workspace integer not null,
  destination uuid not null,
  id uuid not null,
  lane smallint not null,
  kind text not null check (kind in ('live', 'replay')),
  commit_number bigint not null,
  ordinal bigint not null,
  up_to_commit bigint,
  up_to_ordinal bigint,
  from_at bigint,
  to_at bigint,
  created_at timestamptz not null default now(),
  primary key (workspace, destination, id, lane)
);

-- One request: which facts, not what stands in them. They are read again for every try after a start.
create table destination_batch (
  workspace integer not null,
  id uuid not null,
  destination uuid not null,
  stream uuid not null,
  lane smallint not null,
  kind text not null,
  after_commit bigint not null,
  after_ordinal bigint not null,
  up_to_commit bigint not null,
  up_to_ordinal bigint not null,
  from_at bigint,
  to_at bigint,
  items integer not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'replayed')),
  attempts integer not null default 0,
  status_code integer,
  reason text,
  first_attempt_at timestamptz,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (workspace, id)
);

create index destination_batch_newest on destination_batch (workspace, destination, created_at desc, id);
create index destination_batch_pending on destination_batch (workspace, destination) where status = 'pending';
