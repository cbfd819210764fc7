import { Readable } from 'node:stream';
import type { SuppressedAddress } from '#components/suppression/store.ts';
import {
  addSuppressionsRequest,
  suppressionExportQuery,
  suppressionList,
  suppressionListQuery,
  suppressionParameters,
  suppressionsAdded,
} from '#contracts/api/consent.ts';
import { channels } from '#contracts/channel.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { searchSight } from '../profiles/search-sight.ts';
import type { Routes } from '../routes/routes.ts';
import { countryOf } from '../workspace-country.ts';
import { readSuppressionCursor, writeSuppressionCursor } from './suppression-cursor.ts';
import { addSuppressions, presentSuppression, readAddress, removeSuppression } from './suppressions.ts';

/** 50,000 lines of the longest addresses. */
const longestUpload = 20_000_000;
const rowsAtOnce = 5_000;
const tags = ['consent'];

/** The list of addresses that must not be used again. */
export function registerSuppressions(app: Routes, parts: ServerParts): void {
  const { suppressions, workspace } = parts;

  app.get(
    '/suppressions',
    {
      schema: {
        tags,
        summary: 'Addresses that must not be used again, newest first',
        querystring: suppressionListQuery,
        response: { 200: suppressionList },
      },
    },
    async ({ query: { search, cursor, limit, channel, reason }, caller }) => {
      const { settings } = await newestRelease(parts);
      const text = search?.trim() || undefined;
      const hashes =
        text === undefined
          ? undefined
          : channels.flatMap((one) => readAddress(one, text, countryOf(settings))?.hash ?? []);
      const after = cursor === undefined ? undefined : readSuppressionCursor(cursor);
      // Who may not see addresses does not learn from a search which of them are here.
      const isBlind = text !== undefined && (await searchSight(parts, caller))?.upTo === 'none';
      const [found, counts] = await Promise.all([
        isBlind ? [] : suppressions.list(workspace, { channel, reason, search: text, hashes, after, limit: limit + 1 }),
        suppressions.counts(workspace),
      ]);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map(presentSuppression),
        nextCursor: last !== undefined && found.length > limit ? writeSuppressionCursor(last) : null,
        total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      };
    },
  );

  app.post(
    '/suppressions',
    {
      bodyLimit: longestUpload,
      schema: {
        tags,
        summary: 'Put addresses, or their hashes, onto the list',
        body: addSuppressionsRequest,
        response: { 200: suppressionsAdded },
      },
    },
    ({ body, caller }) => addSuppressions(parts, body, caller?.name ?? ''),
  );

  app.delete(
    '/suppressions/:channel/:hash',
    { schema: { tags, summary: 'Take an address off the list', params: suppressionParameters } },
    async ({ params: { channel, hash }, caller }, reply) => {
      await removeSuppression(parts, channel, hash, caller?.name ?? '');
      return reply.code(204).send();
    },
  );

  app.get(
    '/suppressions/export',
    { schema: { tags, summary: 'The whole list as CSV', querystring: suppressionExportQuery } },
    async ({ query }, reply) => {
      const lines = Readable.from(
        csvLines((after) => suppressions.list(workspace, { ...query, after, limit: rowsAtOnce })),
      );
      return reply
        .header('content-disposition', 'attachment; filename="suppressions.csv"')
        .type('text/csv; charset=utf-8')
        .send(lines);
    },
  );
}

async function* csvLines(
  read: (after: SuppressedAddress | undefined) => Promise<readonly SuppressedAddress[]>,
): AsyncGenerator<string> {
  yield 'channel,address,sha256,reason,note,added_by,added_at\r\n';
  let after: SuppressedAddress | undefined;
  for (;;) {
    const rows = await read(after);
    yield rows.map(csvLine).join('');
    after = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

function csvLine({ channel, address, hash, reason, note, addedBy, addedAt }: SuppressedAddress): string {
  const cells = [channel, address ?? '', hash, reason, note, addedBy, new Date(addedAt).toISOString()];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A spreadsheet takes what begins so for a formula, and a note is whatever somebody wrote. */
function csvCell(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
