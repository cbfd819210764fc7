import { z } from 'zod';
import { type LeadScore, leadScore, personScore } from '#contracts/api/lead-score.ts';
import { leadScoreSettings, noLeadScore } from '#contracts/lead-score.ts';
import type { Release } from '#contracts/release.ts';
import { compileLeadScore, scoreParts } from '#core/lead-score/compile.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { presentScore } from './person-score.ts';
import { saveLeadScore } from './save-lead-score.ts';

const tags = ['lead score'];
const notBegun = { state: 'running', done: 0, total: 0 } as const;
const nothing = { contributions: [], trend: [] };

export function registerLeadScore(app: Routes, parts: ServerParts): void {
  const { store, workspace, analytics } = parts;

  app.get(
    '/lead-score',
    {
      schema: {
        tags,
        summary: 'Rules of the lead score, and how many people they grade',
        response: { 200: leadScore },
      },
    },
    async () => present(parts, await newestRelease(parts)),
  );

  app.put(
    '/lead-score',
    {
      schema: {
        tags,
        summary: 'Set the rules of the lead score; without rules nobody has one',
        body: leadScoreSettings,
        response: { 200: leadScore },
      },
    },
    async ({ body }) => present(parts, await saveLeadScore(parts, body)),
  );

  app.get(
    '/profiles/:id/lead-score',
    {
      schema: {
        tags,
        summary: "A person's lead score, what it is made of, and its way over 30 days",
        params: z.object({ id: z.string().min(1).max(200) }),
        response: { 200: personScore },
      },
    },
    async ({ params }) => {
      const state = await requireProfileState(store, workspace, params.id);
      const compiled = compileLeadScore(await newestRelease(parts));
      if (compiled === undefined) return nothing;
      const counts = await analytics.personScoreCounts(workspace, state.profile, compiled.source.rules);
      return presentScore(compiled, state, counts, Date.now());
    },
  );
}

async function present({ store, workspace, analytics }: ServerParts, release: Release): Promise<LeadScore> {
  const [jobs, people] = await Promise.all([store.backfills.progress(workspace), analytics.gradeCounts(workspace)]);
  const settings = leadScoreSettings.parse(release.leadScore ?? noLeadScore);
  const awaited = new Set(scoreParts(compileLeadScore(release)).map(({ sinceRelease }) => sinceRelease));
  const open = [...awaited]
    .map((number) => jobs.find((job) => job.release === number) ?? notBegun)
    .filter(({ state }) => state !== 'done');
  const slowest = open.find(({ state }) => state === 'failed') ?? open[0];
  const scored = [...people.values()].reduce((sum, count) => sum + count, 0);
  return {
    settings,
    backfill: slowest ? { state: slowest.state, done: slowest.done, total: slowest.total } : null,
    scored: release.leadScore ? scored : 0,
    grades: settings.grades
      .map(({ name, from }) => ({ name, from, people: people.get(name) ?? 0 }))
      .sort((a, b) => b.from - a.from),
  };
}
