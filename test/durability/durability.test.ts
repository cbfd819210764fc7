import { test } from 'node:test';
import { proveDurability } from './prove-durability.ts';

test('killed at random points, it loses nothing that was acknowledged and does nothing twice', async (context) => {
  const seed = Date.now() % 1_000_000;
  context.diagnostic(`seed ${seed}`);
  // Twenty deaths take some 20 s; a busy machine may do with fewer.
  const enough = (deaths: number, seconds: number) => deaths >= 20 || (deaths >= 12 && seconds >= 40);
  const figures = await proveDurability({ seed, people: 60, whole: false, enough });
  context.diagnostic(JSON.stringify(figures));
});
