-- Messages are claimed for each channel apart, as many as its account can take, so that an account that is slow or refused
-- holds up no other. What a claim asks for stands in the body; taking it out by pattern never fails, so that a body that
-- cannot be read is a dead letter of its own instead of a commit that is refused.
alter table outbox
  add column channel text generated always as (
    case when kind = 'deliver' then coalesce(substring(body from '"channel":"([a-z_]+)"'), '') else '' end
  ) stored,
  add column not_after bigint generated always as (
    case when kind = 'deliver' then substring(body from '"notAfter":([0-9]{1,15})')::bigint end
  ) stored,
  -- Who holds the row: a number whose advisory lock the holder's session keeps as long as it lives.
  add column claimed_by integer;

create sequence outbox_holder as integer cycle;

drop index outbox_ready;
create index outbox_ready on outbox (workspace, channel, rank, not_before) where kind = 'deliver' and status = 'pending';
create index outbox_ending on outbox (workspace, channel, not_after) where kind = 'deliver' and status = 'pending';
