import { hashFraction } from '#core/hash.ts';

/** In [0, 1), and the same for the same words each time: what is invented comes out as before when it is loaded again. */
export function draw(...words: readonly string[]): number {
  return hashFraction('demo', ...words);
}

/** One of them. Throws a RangeError where there is none. */
export function drawn<One>(all: readonly One[], ...words: readonly string[]): One {
  const one = all[Math.floor(draw(...words) * all.length)];
  if (one === undefined) throw new RangeError('There is nothing to choose from');
  return one;
}
