import { openClickhouse } from '#components/clickhouse/client.ts';
import { openDatabase } from '#components/postgres/database.ts';
import { startTestDestinations } from './destinations.ts';

/** Sends to destinations until it is killed: `node test/destinations/destination-process.ts <database> <clickhouse>`. */
// The test ended before it could kill this.
process.on('disconnect', () => process.exit());

const [databaseUrl = '', clickhouseUrl = ''] = process.argv.slice(2);
startTestDestinations({
  sql: openDatabase(databaseUrl, { max: 3, applicationName: 'throughline-destination-test' }),
  clickhouse: openClickhouse(clickhouseUrl),
});
