-- JSON array: which of a commit's stimuli, and of its due timers after them, were made dead letters because the database
-- could not hold what their steps brought. Counted from 0. A replay, which writes nothing, cannot find that out.
alter table lane_commit add column refused text not null default '[]';
