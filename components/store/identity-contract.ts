import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { IdentityChange, IdentityRow, KnownIdentities } from './port/identity.ts';
import type { Store } from './port/index.ts';

const change = (parts: Partial<IdentityChange>): IdentityChange => ({
  ...{ merges: [], updates: [], links: [], moves: [], conflicts: [] },
  ...parts,
});
const row = (identity: Identity, profile: ProfileId): IdentityRow => ({
  ...identity,
  ...{ profile, shared: false, others: [] },
});

/** Whose an identity is, for the contract of the store. */
export async function runIdentityContract(test: TestContext, open: () => Promise<Store>): Promise<void> {
  const resolve = async (own: readonly Identity[], decide: (known: KnownIdentities) => IdentityChange) =>
    (await open()).identities.resolve(1, own, [], decide);

  await test.test('identities: a decision is made under locks, and merges are remembered until appended', async () => {
    const { identities } = await open();
    const email = { kind: 'email', value: randomUUID() };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        resolve([email], ({ rows }) => change({ links: rows.length > 0 ? [] : [row(email, randomUUID())] })),
      ),
    );
    const loser = (await identities.find(1, [email]))[0]?.profile ?? '';
    const winner = randomUUID();
    const { merges } = await resolve([email], () => change({ merges: [{ loser, winner }] }));
    assert.deepEqual([...merges], [{ workspace: 1, loser, winner, round: 1 }]);
    assert.deepEqual([...(await identities.find(1, [email]))], [row(email, winner)]);
    const pending = (await identities.pendingMerges()).filter((merge) => merge.loser === loser);
    assert.deepEqual(pending, [...merges]);
    await identities.mergeAppended(pending);
    assert.equal(
      (await identities.pendingMerges()).some((merge) => merge.loser === loser),
      false,
    );
  });

  await test.test('identities: people joined through different identities at once become one and not two', async () => {
    const { identities } = await open();
    const user = (value: string) => ({ kind: 'userId', value });
    const join = (own: readonly Identity[]) =>
      resolve(own, ({ rows }) => {
        const [winner, ...losers] = [...new Set(rows.map(({ profile }) => profile))];
        return change({ merges: winner ? losers.map((loser) => ({ loser, winner })) : [] });
      });
    for (let round = 0; round < 10; round++) {
      const pair: string[] = [randomUUID(), randomUUID()];
      const names = pair.map((profile) => [user(`${profile}-1`), user(`${profile}-2`)]);
      for (const [index, profile] of pair.entries()) {
        const own = names[index] ?? [];
        await resolve(own, () => change({ links: own.map((identity) => row(identity, profile)) }));
      }
      const [a, b] = names;
      assert.ok(a?.[0] && a[1] && b?.[0] && b[1]);
      // Neither call names an identity that the other one locks, and they see the two people in opposite order.
      await Promise.all([join([a[0], b[0]]), join([b[1], a[1]])]);
      const rows = await identities.find(1, names.flat());
      assert.equal(new Set(rows.map(({ profile }) => profile)).size, 1);
      const merged = (await identities.pendingMerges()).filter(({ loser }) => pair.includes(loser));
      assert.deepEqual(
        merged.map(({ winner }) => winner),
        [rows[0]?.profile],
      );
    }
  });

  await test.test('identities: a new one is never left with a person who is being merged', async () => {
    const { identities } = await open();
    const device = (value: string) => ({ kind: 'anonymousId', value });
    for (let round = 0; round < 10; round++) {
      const [loser, winner, fresh] = [randomUUID(), randomUUID(), device(randomUUID())];
      const own = [device(`${loser}-1`), device(`${loser}-2`), device(winner)] as const;
      await resolve(own, () =>
        change({ links: own.map((identity, index) => row(identity, index === 2 ? winner : loser)) }),
      );
      await Promise.all([
        resolve([own[0], own[2]], () => change({ merges: [{ loser, winner }] })),
        resolve([own[1], fresh], ({ rows }) => {
          const profile = rows.find(({ value }) => value === own[1].value)?.profile ?? '';
          return change({ links: [row(fresh, profile)] });
        }),
      ]);
      assert.deepEqual([...(await identities.find(1, [fresh]))], [row(fresh, winner)]);
    }
  });

  await test.test('identities: strangers are written without being read, unless one of them is known', async () => {
    const { identities } = await open();
    const [one, two, three] = [1, 2, 3].map(() => ({ kind: 'email', value: randomUUID() }));
    assert.ok(one && two && three);
    const seen: number[] = [];
    const write = (own: readonly Identity[]) =>
      identities.resolve(
        1,
        own,
        [],
        ({ rows }) => {
          seen.push(rows.length);
          const held = new Set(rows.map(({ value }) => value));
          return change({ links: own.filter(({ value }) => !held.has(value)).map((each) => row(each, randomUUID())) });
        },
        'strangers',
      );
    await write([one, two]);
    const before = await identities.find(1, [one, two]);
    assert.equal(before.length, 2);
    await write([two, three]);
    assert.equal(seen.at(-1), 1, 'decided anew on what was found');
    assert.deepEqual(await identities.find(1, [one, two]), before);
    assert.equal((await identities.find(1, [three])).length, 1);
    const shared = { kind: 'email', value: randomUUID() };
    const own = Array.from({ length: 8 }, () => ({ kind: 'email', value: randomUUID() }));
    await Promise.all(own.map((mine, index) => write(index % 2 === 0 ? [mine, shared] : [shared, mine])));
    assert.equal((await identities.find(1, [shared])).length, 1);
    assert.equal((await identities.find(1, own)).length, own.length);
  });

  await test.test('identities: the people behind them come along with all that a rule counts', async () => {
    const { identities } = await open();
    const [email, phone, device] = ['email', 'phone', 'anonymousId'].map((kind) => ({ kind, value: randomUUID() }));
    assert.ok(email && phone && device);
    const profile = randomUUID();
    await resolve([], () => change({ links: [email, phone, device].map((identity) => row(identity, profile)) }));
    let known: KnownIdentities | undefined;
    await identities.resolve(1, [device], ['email', 'phone'], (found) => {
      known = found;
      return change({ merges: [{ loser: randomUUID(), winner: profile }] });
    });
    assert.deepEqual(known?.rows.map(({ kind }) => kind).sort(), ['anonymousId', 'email', 'phone']);
    assert.deepEqual(known?.people, [{ profile, mergedToday: 0, apart: [] }]);
    await identities.resolve(1, [device], [], (found) => {
      assert.equal(found.people[0]?.mergedToday, 1);
      return change({});
    });
  });

  await test.test(
    'identities: what moved is remembered until both are told, and every process hears of it',
    async () => {
      const { identities } = await open();
      const token = { kind: 'deviceToken', value: randomUUID() };
      const [from, to] = [randomUUID(), randomUUID()];
      const heard = Promise.withResolvers<string>();
      const unwatch = await identities.watchMoves((_workspace, profile) => heard.resolve(profile));
      await resolve([token], () => change({ links: [row(token, from)] }));
      await resolve([token], () => change({ updates: [row(token, to)], moves: [{ ...token, from, to }] }));
      assert.equal(await heard.promise, from);
      await unwatch();
      assert.deepEqual([...(await identities.find(1, [token]))], [row(token, to)]);
      const moves = (await identities.pendingMoves()).filter(({ value }) => value === token.value);
      assert.partialDeepStrictEqual(moves, [{ ...token, workspace: 1, from, to }]);
      await identities.movesAppended(moves);
      assert.equal(
        (await identities.pendingMoves()).some(({ value }) => value === token.value),
        false,
      );
    },
  );
}
