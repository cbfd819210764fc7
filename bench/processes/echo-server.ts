import fastify from 'fastify';
import { answerParent } from '../child-process.ts';

/** The raw limit of ingest: an HTTP server of the same kind that parses the same bodies and does nothing with them. */
const app = fastify({ bodyLimit: 1_048_576 });
for (const path of ['/v1/batch', '/v1/track']) app.post(path, async () => ({ success: true }));
const url = app.listen({ host: '127.0.0.1', port: 0 });

answerParent<{ readonly type: 'url' }, string>(
  () => url,
  () => app.close(),
);
