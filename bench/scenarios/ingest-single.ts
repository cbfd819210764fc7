import { measureIngest } from '../load/measure-ingest.ts';
import type { Scenario } from '../scenario.ts';

/** Browsers that send what just happened. */
export const ingestSingle: Scenario = {
  name: 'ingest-single',
  run: (context) =>
    measureIngest({ name: 'ingest-single', path: '/v1/track', eventsPerRequest: 1, connections: 64 }, context),
};
