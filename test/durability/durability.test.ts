import { test } from 'node:test';
import { proveDurability } from './prove-durability.ts';

test('killed at random points, it loses nothing that was acknowledged and does nothing twice', async (context) => {
  const seed = Date.now() % 1_000_000;
  context.diagnostic(`seed ${seed}`);
  // A death and what comes after it take some four seconds; `npm run prove` goes on for as long as it is told.
  const enough = (deaths: number, seconds: number) => deaths >= 5 || (deaths >= 3 && seconds >= 20);
  const figures = await proveDurability({ seed, people: 60, whole: false, enough });
  context.diagnostic(JSON.stringify(figures));
});
