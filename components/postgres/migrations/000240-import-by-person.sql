-- Events of a file go in person by person. "settled" counts them in the order in which they go in, so what had begun in the
-- order of its file goes on in that order.
alter table import add column by_person boolean not null default true;
update import set by_person = false where settled > 0;
