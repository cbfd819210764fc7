import { test } from 'node:test';
import { proveDurability } from './prove-durability.ts';

test('killed at random points, it loses nothing that was acknowledged and does nothing twice', async (context) => {
  const seed = Date.now() % 1_000_000;
  context.diagnostic(`seed ${seed}`);
  const figures = await proveDurability({ seed, people: 60, whole: false, enough: (deaths) => deaths >= 20 });
  context.diagnostic(JSON.stringify(figures));
});
