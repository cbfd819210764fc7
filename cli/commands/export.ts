import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { profileList } from '#contracts/api/profile.ts';
import { timeline } from '#contracts/api/timeline.ts';
import { connect, withConnectionOptions } from '../connection.ts';
import { allItems } from '../export/pages.ts';
import { type ExportFormat, type ExportRecord, writeRecords } from '../export/write-records.ts';
import { createManagementClient, type ManagementClient } from '../management-client.ts';

const kinds = {
  profiles: {
    description: 'one record per person',
    columns: ['id', 'name', 'email', 'phone', 'userId', 'firstSeenAt', 'lastSeenAt', 'orders', 'value'],
    records: exportProfiles,
  },
  events: {
    description: 'one record per event, person by person, the newest first',
    columns: ['profile', 'userId', 'id', 'at', 'kind', 'name', 'url', 'imported', 'properties'],
    records: exportEvents,
  },
} as const;

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly segment?: string;
}

export function addExportCommand(program: Command): void {
  const command = program.command('export').description('write what is known into a file');
  for (const [name, { description, columns, records }] of Object.entries(kinds)) {
    const kind = command
      .command(name)
      .description(`export ${name}, ${description}`)
      .addOption(new Option('--format <format>', 'how to write it').choices(['csv', 'jsonl']).default('csv'))
      .option('--out <path>', 'file to write; without it the output goes to the terminal')
      .option('--segment <id>', 'only people of this segment');
    withConnectionOptions(kind).action(async (options: ExportOptions & Parameters<typeof connect>[0]) => {
      const client = createManagementClient(await connect(options));
      // An unknown segment has no people; that its name is wrong would not be seen.
      if (options.segment !== undefined)
        await client.get(`/segments/${encodeURIComponent(options.segment)}`, z.unknown());
      // Opened first, because a stream that cannot open its file says so when nobody listens yet.
      const output = options.out === undefined ? process.stdout : (await open(options.out, 'w')).createWriteStream();
      const count = await writeRecords(records(client, options.segment), columns, options.format, output);
      if (output !== process.stdout) {
        output.end();
        await finished(output);
      }
      console.error(`${count} ${name} written.`);
    });
  }
}

function people(client: ManagementClient, segment: string | undefined) {
  const path = segment === undefined ? '/profiles' : `/profiles?segment=${encodeURIComponent(segment)}`;
  return allItems(client, path, 'cursor', profileList);
}

async function* exportProfiles(client: ManagementClient, segment: string | undefined): AsyncGenerator<ExportRecord> {
  yield* people(client, segment);
}

async function* exportEvents(client: ManagementClient, segment: string | undefined): AsyncGenerator<ExportRecord> {
  for await (const { id: profile, userId } of people(client, segment)) {
    for await (const item of allItems(client, `/profiles/${profile}/timeline?types=event`, 'before', timeline)) {
      if (item.type !== 'event') continue;
      const { type: _, ...event } = item;
      yield { profile, userId, ...event };
    }
  }
}
