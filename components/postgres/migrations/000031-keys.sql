-- Public: stands in the source of web pages, may send events, reads nothing.
create table write_key (
  id uuid primary key,
  workspace integer not null,
  name text not null,
  key text not null unique,
  created_at timestamptz not null default now()
);

-- Only the hash is kept (SHA-256; the key itself has 192 random bits, so a slow hash would add nothing).
create table api_key (
  id uuid primary key,
  workspace integer not null,
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  role text not null check (role in ('admin', 'viewer')),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);

-- Secrets that the product makes for itself at first start: it signs sessions with one.
create table server_secret (
  name text primary key,
  value text not null
);
