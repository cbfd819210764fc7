-- A stable word for why a source could not be fetched; `error` has the details. Null: it could, or nothing stable is known.
alter table source_run add column reason text;
