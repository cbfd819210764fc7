import type { Logger } from 'pino';
import type { Sql } from '#components/postgres/database.ts';
import type { SandboxInbox } from '#components/sandbox-inbox/inbox.ts';
import type { ShortLinkStore } from '#components/short-link/store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Ingest } from '#flow/ingest/ingest.ts';
import { dropEntriesBefore } from '../point-of-sale/entries.ts';
import { readRetention } from '../privacy/retention-rules.ts';
import { dropDeadLettersBefore } from '../system/dead-letters.ts';

const every = 60_000;
const day = 86_400_000;

/** The one workspace of an installation; what is kept for everybody follows its rules. */
const workspace = 1;

/** A busy log reaches its limit in hours: what was read goes early, so that only what waits can fill it up. */
const shareOfReadFrames = 0.5;

/** A link in a text message still works after its message was long forgotten. */
const shortLinkDays = 400;

/** For this long a till may send a transaction again; docs/point-of-sale.md says so. */
const pointOfSaleDays = 180;

/** What could not be applied or handed over in a month is mended by nobody any more, and it holds what somebody sent. */
const deadLetterDays = 30;

export interface MaintenanceParts {
  readonly sql: Sql;
  readonly store: Store;
  readonly ingest: Ingest;
  readonly inbox: SandboxInbox;
  readonly shortLinks: ShortLinkStore;
  /** Beyond this size of the log no more events are taken. */
  readonly logBytesAtMost: number;
  readonly log: Logger;
}

/** What must be done now and then, whoever is there: horizons of what is kept, and what a crash left half done. */
export function startMaintenance(parts: MaintenanceParts): { stop(): Promise<void> } {
  const { sql, store, ingest, inbox, shortLinks, logBytesAtMost, log } = parts;
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(round)
      .catch((error: unknown) => log.error({ err: error }, 'maintenance failed; it is tried again'));
  }, every);
  timer.unref();

  async function round(): Promise<void> {
    const now = Date.now();
    await ingest.repairMerges();
    const { rules } = await readRetention(sql, workspace);
    await store.log.dropBefore(now - rules.log * day);
    await store.log.dropBeyond(logBytesAtMost * shareOfReadFrames);
    await inbox.dropBefore(now - rules.sandbox * day, 10_000);
    await shortLinks.dropBefore(now - shortLinkDays * day, 10_000);
    await dropDeadLettersBefore(sql, now - deadLetterDays * day, 10_000);
    await dropEntriesBefore(sql, now - pointOfSaleDays * day, 10_000);
  }

  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
