-- An import can be taken back. How far that is, and what came of it, is JSON text of its contract.
alter table import drop constraint import_status_check;
alter table import add constraint import_status_check check (status in (
  'uploading', 'ready', 'checking', 'importing', 'paused', 'cancelled', 'done', 'failed', 'undoing', 'undone'));
alter table import add column undo text;

drop index import_under_way;
create index import_under_way on import (updated_at) where status in ('checking', 'importing', 'undoing');

-- Whom an import that is being taken back brought something, and what of it is to be taken back from her document, as
-- JSON text. Rows go when they are done with.
create table import_withdrawal (
  workspace integer not null,
  import uuid not null,
  profile uuid not null,
  stage text not null default 'listed' check (stage in ('listed', 'withdrawn', 'recounted')),
  brought text not null,
  primary key (workspace, import, profile)
);

create index import_withdrawal_stage on import_withdrawal (workspace, import, stage, profile);
