-- The next number comes from this row, locked until commit: numbers become visible in order, so that a reader who asks
-- for "after n" never passes over a frame that commits late.
create table log_position (
  lane smallint not null,
  class text not null check (class in ('live', 'bulk')),
  sequence bigint not null default 0,
  primary key (lane, class)
);

-- Stored as they are: the built-in compression would cost more time than the bytes are worth for a week.
create table log_frame (
  lane smallint not null,
  class text not null,
  sequence bigint not null,
  appended_at timestamptz not null default now(),
  body text storage external not null,
  primary key (lane, class, sequence)
);

create index log_frame_appended_at on log_frame using brin (appended_at);

-- Message ids of the last 24 to 48 hours, in two generations of which the older is emptied once a day: emptying a table
-- costs nothing, deleting a day of rows costs as much as inserting them.
create table message_key_even (key uuid primary key);
create table message_key_odd (key uuid primary key);
create table message_key_generation (
  id boolean primary key default true check (id),
  started_on bigint not null
);
insert into message_key_generation (started_on) values (0);
