-- Names are shared and changed; whether two people are one is told by their address. Null: an API key.
alter table definition add column saved_by_email text;
-- {"by", "at", "reason"}: a colleague's no to the draft as it is; the next save takes it away.
alter table definition add column declined jsonb;
