-- Events a second that a write key may send on average; null is the product's own limit.
alter table write_key add column events_per_second integer check (events_per_second between 1 and 1000000);
