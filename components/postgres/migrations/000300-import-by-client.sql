-- Of an import whose rows a client sends to /v1/import: what they become. Null where the server reads the file.
alter table import add column client_kind text check (client_kind in ('customers', 'events', 'orders'));
