import { gradeEvent, gradeTrait, scoreTrait } from '#contracts/lead-score.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { Happening, Work } from '../work.ts';

/** Of these, what follows has happened long ago, or never. */
const bringHistory: readonly string[] = [
  'seed',
  'recount',
  'withdraw',
  'unmerge',
  'part',
] satisfies readonly ProfileStimulus['type'][];

/**
 * A grade that she is in since the last one was told stands on her timeline, and journeys may start by it. One that follows
 * from new rules, or from history, is told to nobody.
 */
export function tellGrade(work: Work, stimulus: { readonly type: string }): void {
  const happening = gradeChange(work, bringHistory.includes(stimulus.type));
  if (happening === undefined) return;
  const { profile, revision } = work.state;
  const { name, properties, at } = happening;
  work.facts.push({
    ...{ type: 'event', profile, at, id: `lead_grade:${profile}:${revision}`, name, kind: 'track', identity: null },
    ...{ properties, url: '', imported: false, receivedAt: at },
  });
  work.reactions.push({ type: 'happening', happening });
}

function gradeChange(work: Work, isHistory: boolean): Happening | undefined {
  const { leadScore } = work.release;
  if (leadScore === undefined) return undefined;
  const { traits, toldGrade = null, awaitedSeeds = [] } = work.state;
  const grade = typeof traits[gradeTrait] === 'string' ? traits[gradeTrait] : null;
  if (grade === toldGrade) return undefined;
  const { toldGrade: _, ...rest } = work.state;
  work.state = { ...rest, ...(grade !== null && { toldGrade: grade }) };
  const isLookedAtAnew = awaitedSeeds.some(({ release }) => release === leadScore.source.sinceRelease);
  if (isHistory || isLookedAtAnew || work.imported) return undefined;
  const properties = { grade, before: toldGrade, score: traits[scoreTrait] ?? null };
  return { name: gradeEvent, properties, at: work.now };
}
