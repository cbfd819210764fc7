-- Who works with the product; column names are those that server/auth maps better-auth's fields to.
create table person (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  role text not null default 'viewer' check (role in ('admin', 'viewer')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table person_session (
  id text primary key,
  person text not null references person (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index person_session_person on person_session (person);

create table person_account (
  id text primary key,
  person text not null references person (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index person_account_person on person_account (person);

create table person_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index person_verification_identifier on person_verification (identifier);
