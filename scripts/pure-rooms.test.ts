import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listFiles, pureRooms, root } from './repository.ts';

// Tests of these rooms leave nothing behind that another could trip over. In one process they load the same source once; to
// start one for each file takes longer than its tests. `npm test -- core/x.test.ts` runs a single one.
for (const room of pureRooms) {
  for (const file of listFiles(`${room}/**/*.test.ts`)) await import(pathToFileURL(join(root, file)).href);
}
