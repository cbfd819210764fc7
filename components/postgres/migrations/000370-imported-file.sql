-- Which files of events imports have read, by the hash of their content: it outlives the entry of the import, because the events do.
create table imported_file (
  workspace integer not null,
  hash text not null,
  import uuid not null,
  primary key (workspace, hash, import)
);

insert into imported_file (workspace, hash, import)
select workspace, hash, id from import
where hash is not null and started_at is not null and mapping::json ->> 'kind' = 'events';
