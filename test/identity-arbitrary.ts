import fc from 'fast-check';
import type { Identity } from '#contracts/identifiers.ts';

const values = {
  userId: ['u1', 'u2', 'u3'],
  email: ['a@example.com', 'b@example.com', 'c@example.com'],
  phone: ['+447700900001', '+447700900002'],
  anonymousId: ['d1', 'd2', 'd3', 'd4'],
} as const;

const maybe = (kind: keyof typeof values) =>
  fc.option(
    fc.constantFrom<string>(...values[kind]).map((value): Identity => ({ kind, value })),
    { nil: undefined },
  );

const anyIdentity = fc.constantFrom(
  ...Object.entries(values).flatMap(([kind, all]) => all.map((value): Identity => ({ kind, value }))),
);

/** What one event says about who it was: few people, so that they meet all the time. */
export interface Naming {
  readonly identities: readonly Identity[];
  readonly previous?: Identity;
  readonly trusted?: true;
}

/** Strongest first, at least one, one of each kind; an `alias` now and then where there is a userId, half of them trusted. */
export const naming: fc.Arbitrary<Naming> = fc
  .tuple(
    fc.tuple(maybe('userId'), maybe('email'), maybe('phone'), maybe('anonymousId')),
    fc.option(anyIdentity, { nil: undefined, freq: 3 }),
    fc.boolean(),
  )
  .map(([named, previous, trusted]) => ({ identities: named.filter((one) => one !== undefined), previous, trusted }))
  .filter(({ identities }) => identities.length > 0)
  .map(({ identities, previous, trusted }) => ({
    identities,
    ...(previous !== undefined && identities[0]?.kind === 'userId' && { previous }),
    ...(trusted && { trusted }),
  }));
