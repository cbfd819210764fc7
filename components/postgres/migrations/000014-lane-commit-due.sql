-- Whose timers fell due in the batch, as [[workspace, profile], ...]: with the frames, all that a replay of the commit needs.
alter table lane_commit add column due text not null default '[]';
