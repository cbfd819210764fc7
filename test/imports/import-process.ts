import { openDatabase } from '#components/postgres/database.ts';
import { postgresStore } from '#components/store/postgres/index.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { laneOf } from '#core/lane.ts';
import { createIngest } from '#flow/ingest/ingest.ts';
import { openImports } from '#server/imports/imports.ts';
import { createLog } from '#server/log.ts';

/** Works imports off until it is killed: `node test/imports/import-process.ts <database> <data directory>`. */
// The test ended before it could kill this.
process.on('disconnect', () => process.exit());

const [databaseUrl = '', dataDirectory = ''] = process.argv.slice(2);
const sql = openDatabase(databaseUrl, { max: 3, applicationName: 'throughline-import-test' });
const store = postgresStore(sql, laneOf);
const log = createLog('warn');
const sink = createIngest({
  store,
  partitions: 2,
  now: Date.now,
  onError: (error) => log.error({ err: error }, 'refused'),
});
openImports({
  sql,
  workspace: 1,
  store,
  sink,
  append: (stimuli) => sink.append(stimuli),
  dataDirectory,
  bytesAtMost: 1024 ** 3,
  settings: async () => defaultSettings,
  log,
});
