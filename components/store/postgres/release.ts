import { randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from '#components/postgres/database.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings } from '#contracts/settings.ts';
import type { ControlStimulus } from '#contracts/stimulus.ts';
import type { ReleaseStore } from '../port/release.ts';
import { logChannel, tellAppended } from './appended.ts';

export function postgresReleases(sql: Sql): ReleaseStore {
  return {
    newest: (workspace) => newest(sql, workspace),

    async byNumber(workspace, number) {
      const [row] = await sql<{ document: string }[]>`
        select document from release where workspace = ${workspace} and number = ${number}`;
      return row && (JSON.parse(row.document) as Release);
    },

    async publish(workspace, change) {
      const result = await sql.begin(async (tx) => {
        // Publications of one workspace come one after the other.
        await tx`select from workspace where id = ${workspace} for update`;
        const current = (await newest(tx, workspace)) ?? emptyRelease(workspace);
        const next: Release = { ...change(current), workspace, number: current.number + 1 };
        await tx`
          insert into release (workspace, number, document)
          values (${workspace}, ${next.number}, ${JSON.stringify(next)})`;
        await appendControl(tx, next);
        return { next };
      });
      return result.next;
    },
  };
}

function emptyRelease(workspace: WorkspaceId): Release {
  return { workspace, number: 0, settings: defaultSettings, segments: [], journeys: [], messages: [] };
}

async function newest(sql: Sql | TransactionSql, workspace: WorkspaceId): Promise<Release | undefined> {
  const [row] = await sql<{ document: string }[]>`
    select document from release where workspace = ${workspace} order by number desc limit 1`;
  return row && (JSON.parse(row.document) as Release);
}

/** A frame with the control stimulus for each partition's live log: from there on the release is in force. */
async function appendControl(tx: TransactionSql, release: Release): Promise<void> {
  const stimulus: ControlStimulus = {
    type: 'control',
    workspace: release.workspace,
    id: randomUUID(),
    release: release.number,
    receivedAt: Date.now(),
  };
  const body = JSON.stringify([stimulus]);
  await tx`
    with locked as (
      select lane, class from log_position where class = 'live' order by lane for update
    ), position as (
      update log_position p set sequence = p.sequence + 1, bytes = p.bytes + octet_length(${body}::text) from locked l
      where p.lane = l.lane and p.class = l.class
      returning p.lane, p.class, p.sequence
    ), inserted as (
      insert into log_frame (lane, class, sequence, size, body)
      select lane, class, sequence, ${body.length}, ${body} from position
    )
    select pg_notify(${logChannel}, ${tellAppended(tx)}) from position`;
}
