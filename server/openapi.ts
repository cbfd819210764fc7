import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { segmentExplanation } from '#contracts/api/segment.ts';
import { jsonValue } from '#contracts/json.ts';
import { segmentCondition } from '#contracts/segment.ts';
import { withReceipts } from './delivery/receipt-description.ts';

/** Schemas that contain themselves need a name to refer to. */
const named = z.registry<{ id: string }>();
named.add(jsonValue, { id: 'Json' });
named.add(segmentCondition, { id: 'SegmentCondition' });
named.add(segmentExplanation, { id: 'SegmentExplanation' });

/** An empty 204 has no JSON schema. */
const conversion = { schemaRegistry: named, zodToJsonConfig: { unrepresentable: 'any' } } as const;

/** The description of the management API, made from the contracts that also check it. Must come before the routes. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  const transformObject = createJsonSchemaTransformObject(conversion);
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Throughline',
        version,
        description: 'Management API. Events are sent by the HTTP tracking specification under /v1.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'throughline.session_token' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: createJsonSchemaTransform(conversion),
    transformObject: (document) => withReceipts(transformObject(document)),
  });
}
