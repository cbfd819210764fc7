-- Messages that the sandbox took instead of a provider, as the receiver would see them. Kept for days, not for ever.
create table sandbox_message (
  lane smallint not null,
  delivery uuid not null,
  workspace integer not null,
  profile uuid not null,
  channel text not null,
  recipient text not null,
  sender text not null,
  subject text not null,
  preview text not null,
  content text not null,
  at bigint not null,
  opened_at bigint,
  clicked_at bigint,
  primary key (lane, delivery)
);

create index sandbox_message_newest on sandbox_message (workspace, at desc, delivery desc);
create index sandbox_message_delivery on sandbox_message (delivery);
