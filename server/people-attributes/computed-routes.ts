import { z } from 'zod';
import {
  computedTrait,
  computedTraitList,
  computedTraitParameter,
  saveComputedTraitRequest,
} from '#contracts/api/computed-trait.ts';
import { deleteComputedTrait, listComputedTraits, saveComputedTrait } from '../definitions/computed-traits.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';

const tags = ['computed traits'];

export function registerComputedTraits(app: Routes, parts: ServerParts): void {
  app.get(
    '/computed-traits',
    { schema: { tags, summary: 'Traits that are computed from events', response: { 200: computedTraitList } } },
    async () => ({ items: [...(await listComputedTraits(parts))], nextCursor: null }),
  );

  app.put(
    '/computed-traits/:id',
    {
      schema: {
        tags,
        summary: 'Compute a trait of this name from events, from now on and from what is known',
        params: computedTraitParameter,
        body: saveComputedTraitRequest,
        response: { 200: computedTrait },
      },
    },
    ({ params, body }) => saveComputedTrait(parts, params.id, body),
  );

  app.delete(
    '/computed-traits/:id',
    {
      schema: {
        tags,
        summary: 'Compute a trait no longer; it goes from each person with her next event',
        params: computedTraitParameter,
        response: { 204: z.undefined() },
      },
    },
    async ({ params }, reply) => {
      await deleteComputedTrait(parts, params.id);
      return reply.code(204).send();
    },
  );
}
