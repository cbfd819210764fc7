import { lifecycleStages, stageSegment } from '#contracts/lifecycle.ts';
import { noStage, type PeopleMove } from '#contracts/people-move.ts';
import { instant } from '../instant.ts';
import { groupByPerson } from '../segment/current-profile.ts';
import { movesBetween } from './moves.ts';

const stages: readonly string[] = lifecycleStages.map(stageSegment);

/** Whom a move is about: a statement with rows of `person`. Binds {workspace:UInt32} and what `moveParameters` holds. */
export function peopleWhoMovedSql({ from, to }: PeopleMove): string {
  if (from !== undefined && to !== undefined) {
    const isOfStages = [from, to].some((one) => stages.includes(one));
    const moves = isOfStages ? movesBetween() : movesBetween('segment IN [{movedFrom:String}, {movedTo:String}]');
    return `SELECT person FROM ${moves} WHERE from = {movedFrom:String} AND to = {movedTo:String}`;
  }
  const changed = `
    SELECT profile FROM membership
    WHERE workspace = {workspace:UInt32} AND segment = ${to === undefined ? '{movedFrom:String}' : '{movedTo:String}'}
      AND change = '${to === undefined ? 'left' : 'entered'}' AND at >= ${instant('since')} AND at < ${instant('until')}
    GROUP BY profile`;
  return `SELECT person FROM (${groupByPerson(changed, [])})`;
}

export function moveParameters({ since, until, from, to }: PeopleMove): Readonly<Record<string, unknown>> {
  const segment = (one: string | undefined) => (one === noStage ? '' : one);
  return { since, until, movedFrom: segment(from), movedTo: segment(to) };
}
