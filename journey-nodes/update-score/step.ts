import { pointsEvent } from '#contracts/lead-score.ts';
import { bringAbout } from '#core/journey/bring-about.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { givePoints } from '#core/lead-score/lead-score.ts';
import { followScore, followStage } from '#core/profile/lifecycle.ts';

/** The next node sees the score with the points; journeys react to it when this run stands still. */
export function stepUpdateScore({ work, run, node }: Visit<'update_score'>): NodeStep<'update_score'> {
  givePoints(work, node.points);
  work.reactions.push({ type: 'memberships', changes: followStage(work, followScore(work, [])) });
  const properties = { points: node.points, journey: run.journey, actor: `journey:${run.journey}` };
  bringAbout(work, run, node.id, 'points', { name: pointsEvent, properties, at: work.now });
  return { type: 'go', branch: 'next' };
}
