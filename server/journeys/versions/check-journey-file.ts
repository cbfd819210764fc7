import type { JourneyFile, JourneyFileReport } from '#contracts/api/journey-version.ts';
import { referencesOf } from '#contracts/journey/references.ts';
import type { DefinitionParts } from '../../definitions/parts.ts';
import { standingOf } from './message-here.ts';

/** What an import of the file would make. Changes nothing. */
export async function checkJourneyFile(
  parts: DefinitionParts,
  { journey, messages }: JourneyFile,
): Promise<JourneyFileReport> {
  const here = await idsHere(parts);
  const isThere = (noun: string, id: string): boolean =>
    here.has(`${noun} ${id}`) || (noun === 'message' && messages.some((message) => message.id === id));
  const standings = await Promise.all(messages.map((message) => standingOf(parts, message)));
  return {
    name: journey.name,
    steps: journey.nodes.length,
    messages: messages.map(({ id, name }, index) => ({ id, name, here: standings[index] ?? 'new' })),
    missing: referencesOf(journey)
      .filter(({ noun, id }) => !isThere(noun, id))
      .map(({ noun, id }) => {
        const naming = journey.nodes.filter((node) =>
          referencesOf(node).some((one) => one.noun === noun && one.id === id),
        );
        return { noun, id, nodes: naming.map((node) => node.id) };
      }),
  };
}

/** As "noun id". A draft counts: whether it is published is asked when the journey is. */
async function idsHere({ sql, workspace }: DefinitionParts): Promise<ReadonlySet<string>> {
  const rows = await sql<{ noun: string; id: string }[]>`
    select kind as noun, id from definition where workspace = ${workspace}
    union all select 'coupon_pool', id from coupon_pool where workspace = ${workspace}
    union all select 'list', id from people_list where workspace = ${workspace}`;
  return new Set(rows.map(({ noun, id }) => `${noun} ${id}`));
}
