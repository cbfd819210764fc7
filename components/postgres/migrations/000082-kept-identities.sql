-- Whom an event names, as `kind:value`, so that an erasure finds what was kept aside of a person.
alter table kept_event add column identities text[] not null default '{}';

update kept_event set identities = coalesce((
  select array_agg(concat(identity ->> 'kind', ':', identity ->> 'value'))
  from json_array_elements(body::json -> 'identities') as identity), '{}');

create index kept_event_identities on kept_event using gin (identities);
