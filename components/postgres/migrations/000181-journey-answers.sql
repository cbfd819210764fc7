-- Codes that a journey gives away, one to each run that asks. `given_for` is the id under which it asked: a repeat gets the
-- same code.
create table coupon_pool (
  workspace integer not null,
  id text not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (workspace, id)
);
alter table coupon add column pool text, add column given_to uuid, add column given_for uuid, add column given_at bigint;
create unique index coupon_given_for on coupon (workspace, given_for) where given_for is not null;
create index coupon_free on coupon (workspace, pool, code) where pool is not null and given_for is null;
create index coupon_given_to on coupon (workspace, given_to) where given_to is not null;

-- How many entered a journey that all people together are limited in: `minute` 0 is all time, the others a minute since 1970.
create table journey_entry_count (
  workspace integer not null,
  journey text not null,
  minute bigint not null,
  entries bigint not null,
  primary key (workspace, journey, minute)
);
-- What was answered, so that a repeat gets the same answer.
create table journey_entry_answer (
  workspace integer not null,
  ask uuid not null,
  granted boolean not null,
  at bigint not null,
  primary key (workspace, ask)
);
create index journey_entry_answer_at on journey_entry_answer using brin (at);

-- What the team has to do about people.
create table task (
  workspace integer not null,
  id uuid not null,
  profile uuid not null,
  title text not null,
  note text not null,
  -- E-mail of somebody of the team; null is everybody's.
  assignee text,
  due_at bigint not null,
  journey text,
  status text not null default 'open' check (status in ('open', 'done')),
  created_at bigint not null,
  done_at bigint,
  done_by text,
  primary key (workspace, id)
);
create index task_open on task (workspace, due_at, id) where status = 'open';
create index task_profile on task (workspace, profile);
