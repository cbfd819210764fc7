import { parseArgs } from 'node:util';
import { proveDurability } from './prove-durability.ts';

// `npm run prove -- --seconds 600 --seed 5`: kills for as long as wanted, run after run, each with the next seed. `--whole`
// kills the product as `npm start` runs it, which dies less often because it starts more slowly.
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    people: { type: 'string', default: '200' },
    whole: { type: 'boolean', default: false },
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
    whole: values.whole,
    enough: (_deaths, seconds) => seconds >= most,
  });
  console.log(JSON.stringify(figures));
}
