import type { Instant } from '#contracts/identifiers.ts';
import { minutes } from '#core/duration.ts';
import { matchInbound } from '#core/inbound/match.ts';
import { concernsRun } from '#core/journey/concerns-run.ts';
import { journeyConditionHolds, nextConditionChange } from '#core/journey/condition.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { eventMatches } from '#core/segment/event-match.ts';

type Option = Visit<'wait_until'>['node']['options'][number];

/**
 * The first wins, option or timeout; ranked, the best option that came by the end. An event that happened before the timeout
 * counts also when it reaches us after it, as long as the timeout was not acted on.
 */
export function stepWaitUntil(visit: Visit<'wait_until'>): NodeStep<'wait_until'> {
  const { work, run, node, cause } = visit;
  const end = run.arrivedAt + minutes(node.timeoutMinutes);
  const came = node.options.findIndex((option) => comes(visit, option, end));
  const before = node.options.findIndex(({ id }) => id === run.matched);
  const best = came < 0 ? before : before < 0 ? came : Math.min(came, before);
  const option = node.options[best];
  const isOver = cause.type === 'due' && end <= work.now;
  if (option && (isOver || node.pick === 'first' || best === 0)) return { type: 'go', branch: option.id };
  if (isOver) return { type: 'go', branch: 'timeout' };
  const dueAt = nextLook(visit, end);
  return option === undefined ? { type: 'wait', dueAt } : { type: 'wait', dueAt, keep: { matched: option.id } };
}

function comes({ work, run, cause }: Visit<'wait_until'>, { on }: Option, end: Instant): boolean {
  switch (on.type) {
    case 'event': {
      if (cause.type !== 'happening') return false;
      const inTime = cause.happening.at <= end || work.now < end;
      return inTime && concernsRun(work, run, cause.happening) && eventMatches(on.match, cause.happening);
    }
    case 'inbound': {
      if (cause.type !== 'happening' || cause.happening.inbound === undefined) return false;
      const inTime = cause.happening.at <= end || work.now < end;
      return inTime && matchInbound(on.match, cause.happening.inbound) !== undefined;
    }
    case 'segment':
      return (
        cause.type === 'membership' &&
        work.now < end &&
        cause.change.segment === on.segment &&
        cause.change.change === on.change
      );
    case 'condition':
      return work.now < end && journeyConditionHolds(work, run, on.condition);
  }
}

function nextLook({ work, node }: Visit<'wait_until'>, end: Instant): Instant {
  const looks = node.options.flatMap(({ on }) =>
    on.type === 'condition' ? (nextConditionChange(work, on.condition) ?? []) : [],
  );
  return Math.min(end, ...looks);
}
