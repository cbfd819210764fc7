-- Signed link tokens behind the short addresses of text messages, where every letter costs.
create table short_link (
  code text primary key,
  token text not null,
  created_at timestamptz not null default now()
);

create index short_link_created_at on short_link using brin (created_at);
