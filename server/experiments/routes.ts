import {
  chooseArmRequest,
  experimentParameters,
  experimentReport,
  experimentOutlooks as outlooksAnswer,
} from '#contracts/api/experiment.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import type { ServerParts } from '../parts.ts';
import { reportsDatabase } from '../reports-database.ts';
import type { Routes } from '../routes/routes.ts';
import { chooseArm, startOver } from './change.ts';
import { experimentOutlooks } from './outlook.ts';
import { experimentReportOf } from './report.ts';

const tags = ['journeys'];

/** Experiments of journeys: what came of them, and who decides. */
export function registerExperiments(app: Routes, parts: ServerParts): void {
  const withReports = () => ({ ...parts, clickhouse: reportsDatabase(parts) });
  const report = (journey: string, node: string) => experimentReportOf(withReports(), journey, node, Date.now());

  app.get(
    '/journeys/:id/experiments/:node',
    {
      schema: {
        tags,
        summary: 'What came of a published experiment, by arm, with how it has shared people out',
        params: experimentParameters,
        response: { 200: experimentReport },
      },
    },
    ({ params: { id, node } }) => report(id, node),
  );

  app.post(
    '/journeys/:id/experiments/:node/choose',
    {
      schema: {
        tags,
        summary: 'Give an arm to everybody who is drawn from now on; who has one keeps it',
        params: experimentParameters,
        body: chooseArmRequest,
        response: { 200: experimentReport },
      },
    },
    async ({ params: { id, node }, body: { arm }, caller }) => {
      await chooseArm(withReports(), arm, { journey: id, node, by: caller?.name ?? '', now: Date.now() });
      return report(id, node);
    },
  );

  app.post(
    '/journeys/:id/experiments/:node/start-over',
    {
      schema: {
        tags,
        summary: 'Share people out by the weights again and count from now on',
        params: experimentParameters,
        response: { 200: experimentReport },
      },
    },
    async ({ params: { id, node }, caller }) => {
      await startOver(withReports(), { journey: id, node, by: caller?.name ?? '', now: Date.now() });
      return report(id, node);
    },
  );

  app.get(
    '/journeys/:id/experiment-outlooks',
    {
      schema: {
        tags,
        summary: 'What the experiments of the draft may expect: people, the smallest difference they show, warnings',
        params: identifierParameter,
        response: { 200: outlooksAnswer },
      },
    },
    async ({ params: { id } }) => ({ items: await experimentOutlooks(withReports(), id, Date.now()) }),
  );
}
