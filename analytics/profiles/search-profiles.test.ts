import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileState } from '#core/state.ts';
import { openShopReports } from '#test/shop-reports.ts';
import { readSearch } from './search-text.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

const ids = (people: readonly { readonly profile: string }[]) => people.map(({ profile }) => profile).sort();

test('people are found by parts of names and addresses, segments and journeys', () =>
  shop.each(async (people, reports, workspace) => {
    const found = async (query: object) =>
      (await reports.searchProfiles(workspace, { limit: 100, ...query })).items.map(({ id }) => id).sort();
    const named = (test: (name: string) => boolean) =>
      ids(people.people.filter(({ traits }) => typeof traits.name === 'string' && test(traits.name)));

    assert.deepEqual(await found({}), ids(people.people));
    assert.deepEqual(
      await found({ search: 'ANNA' }),
      named((name) => /anna/i.test(name)),
    );
    assert.deepEqual(
      await found({ search: 'smith  Anna' }),
      named((name) => name === 'anna smith'),
    );
    assert.deepEqual(
      await found({ search: '小龙' }),
      named((name) => name === '李小龙'),
    );
    assert.deepEqual(
      await found({ search: '龙' }),
      named((name) => name === '李小龙'),
    );
    assert.deepEqual(
      await found({ search: 'müller' }),
      named((name) => name === 'Anna Müller'),
    );
    assert.deepEqual(
      await found({ search: '_100%' }),
      named((name) => name === 'Bob_100%'),
    );
    assert.deepEqual(
      await found({ search: '_' }),
      named((name) => name === 'Bob_100%'),
    );
    const hasEmail = ({ identities }: ProfileState) => identities.some(({ kind }) => kind === 'email');
    assert.deepEqual(await found({ search: '@example' }), ids(people.people.filter(hasEmail)));

    for (const segment of ['buyers', 'lively', 'gold', 'unknown']) {
      assert.deepEqual(await found({ segment }), ids(people.people.filter((state) => state.memberships.has(segment))));
    }
    for (const journey of ['cart', 'view']) {
      const inside = people.people.filter(({ runs }) => runs.some((run) => run.journey === journey));
      assert.deepEqual(await found({ journey }), ids(inside));
      for (const node of ['pause', 'bought', 'rest', 'news']) {
        const waiting = people.people.filter(({ runs }) => runs.some((r) => r.journey === journey && r.node === node));
        assert.deepEqual(await found({ journey, node }), ids(waiting));
      }
    }
  }));

test('page after page, everybody comes once, who was seen last first', () =>
  shop.each(async (people, reports, workspace) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reports.searchProfiles(workspace, { limit: 3, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    assert.deepEqual([...seen].sort(), ids(people.people));
    const times = seen.map((id) => people.states.get(id)?.lastSeenAt ?? 0);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  }));

test('a row tells what the document tells', () =>
  shop.each(async (people, reports, workspace) => {
    const { items } = await reports.searchProfiles(workspace, { limit: 100 });
    for (const item of items) {
      const state = people.states.get(item.id);
      assert.ok(state);
      assert.equal(item.orders, state.orders.count);
      assert.equal(item.value, state.orders.value);
      assert.equal(Date.parse(item.lastSeenAt), state.lastSeenAt);
      assert.equal(item.email, state.identities.find(({ kind }) => kind === 'email')?.value ?? null);
    }
  }, 1));

test('a cursor of another list is refused', () =>
  shop.each(async (_people, reports, workspace) => {
    for (const cursor of ['', '50', '1.2.3.4', `${'9'.repeat(30)}.x`]) {
      await assert.rejects(
        reports.searchProfiles(workspace, { limit: 3, cursor }),
        (error) => error instanceof RequestError && error.code === 'invalid_cursor',
      );
    }
  }, 1));

test('a search is split into words in which nothing is a wildcard', () => {
  assert.deepEqual(readSearch('  Ann  100%_\\ '), { words: ['ann', '100%_\\'], traits: [] });
  assert.deepEqual(readSearch('   '), { words: [], traits: [] });
  assert.deepEqual(readSearch('Anna 城市：上海 plan:"Very Gold" a@b.example :x'), {
    words: ['anna', 'a@b.example', ':x'],
    traits: [
      { name: '城市', value: '上海' },
      { name: 'plan', value: 'very gold' },
    ],
  });
});
