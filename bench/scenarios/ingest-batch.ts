import { measureIngest } from '../load/measure-ingest.ts';
import type { Scenario } from '../scenario.ts';

/** Servers that send what they gathered. */
export const ingestBatch: Scenario = {
  name: 'ingest-batch',
  run: (context) =>
    measureIngest({ name: 'ingest-batch', path: '/v1/batch', eventsPerRequest: 100, connections: 8 }, context),
};
