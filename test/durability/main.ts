import { parseArgs } from 'node:util';
import { proveDurability } from './prove-durability.ts';

// `npm run prove -- --seconds 600 --seed 5`: kills for as long as wanted, run after run, each with the next seed.
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    people: { type: 'string', default: '200' },
  },
});
const end = Date.now() + Number(values.seconds) * 1_000;
const secondsPerRun = 120;

for (let seed = Number(values.seed ?? Date.now() % 1_000_000); Date.now() < end; seed++) {
  console.log(`seed ${seed}`);
  const most = Math.min(secondsPerRun, (end - Date.now()) / 1_000);
  const figures = await proveDurability({
    seed,
    people: Number(values.people),
    enough: (_deaths, seconds) => seconds >= most,
  });
  console.log(JSON.stringify(figures));
}
