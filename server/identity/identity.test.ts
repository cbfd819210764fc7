import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { z } from 'zod';
import type { identityConflictList, profileMergeList, UndoPreview } from '#contracts/api/identity.ts';
import { laneOf } from '#core/lane.ts';
import { absorbId } from '#core/merge/absorb-id.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

const at = Date.parse('2026-03-01T10:00:00Z');
const named = (name: string): ProfileState => ({ ...newProfileState(randomUUID(), at), traits: { name } });
const [ann, bea, old] = [named('Ann'), named('Bea'), named('Old')];
const email = { kind: 'email', value: 'both@example.com' };
let server: TestServer;

async function write(state: ProfileState): Promise<void> {
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, state.profile)}, 1, ${state.profile}, ${writeDocument(state)})`;
}

before(async () => {
  server = await startTestServer();
  const { sql } = server.database;
  const absorb = absorbId(old.profile, ann.profile);
  const kept = {
    absorb,
    mergedAt: at,
    until: Date.now() + 60_000,
    loser: writeDocument(old),
    winner: writeDocument(ann),
  };
  await write({ ...ann, absorbed: [absorb] });
  await write(bea);
  await write({ ...newProfileState(old.profile, at), mergedInto: ann.profile, kept });
  const token = { kind: 'deviceToken', value: 'token' };
  await sql`
    insert into identity (workspace, kind, value, profile)
    values (1, ${email.kind}, ${email.value}, ${ann.profile}), (1, ${token.kind}, ${token.value}, ${ann.profile})`;
  await sql`
    insert into identity_merge (workspace, loser, winner, identities, appended)
    values (1, ${old.profile}, ${ann.profile}, ${sql.json([token])}, true)`;
  await sql`
    insert into identity_conflict
      (workspace, kind, value, holder, other, reason, detail, state, times, message_id, first_at, last_at)
    values (1, ${email.kind}, ${email.value}, ${ann.profile}, ${bea.profile}, 'different_people', 'userId', 'open', 3,
      'message', now(), now())`;
});
after(() => server.close());

const conflicts = async (state: string) =>
  (await server.api('GET', `/identity/conflicts?state=${state}`)).body as z.infer<typeof identityConflictList>;

test('a conflict is listed with both people; once they are told apart it is no longer open', async () => {
  const { items, open } = await conflicts('open');
  assert.equal(open, 1);
  assert.partialDeepStrictEqual(items, [
    { identity: email, holder: { name: 'Ann' }, other: { name: 'Bea' }, reason: 'different_people', times: 3 },
  ]);
  const request = { identity: email, holder: ann.profile, other: bea.profile, decision: 'apart' };
  assert.equal((await server.api('POST', '/identity/conflicts/decide', request)).status, 204);
  assert.deepEqual((await conflicts('open')).items, []);
  assert.partialDeepStrictEqual((await conflicts('settled')).items, [{ state: 'apart' }]);
  const known = await server.database.sql`select 1 from identity_apart where profile = ${bea.profile}`;
  assert.equal(known.length, 1);
});

test('a merge can be looked at before it is undone, and be undone once', async () => {
  const path = `/profiles/${ann.profile}/merges`;
  const list = async () => ((await server.api('GET', path)).body as z.infer<typeof profileMergeList>).items;
  assert.partialDeepStrictEqual(await list(), [{ loser: { name: 'Old' }, winner: { name: 'Ann' }, state: 'merged' }]);
  const undo = `${path}/${old.profile}/undo`;
  const preview = (await server.api('GET', undo)).body as UndoPreview;
  assert.partialDeepStrictEqual(preview, { identities: [{ kind: 'deviceToken', value: 'token' }], messagesSince: 0 });
  assert.equal((await server.api('POST', undo)).status, 204);
  assert.equal((await list())[0]?.state, 'being_undone');
  assert.equal((await server.api('POST', undo)).status, 409);
  const [row] = await server.database.sql`select profile from identity where kind = 'deviceToken'`;
  assert.equal(row?.profile, old.profile);
});

test('two people are made one by a person, and only once', async () => {
  const path = `/profiles/${ann.profile}/merges`;
  assert.equal((await server.api('POST', path, { loser: bea.profile })).status, 204);
  assert.equal((await server.api('POST', path, { loser: bea.profile })).status, 409);
  assert.equal((await server.api('POST', path, { loser: ann.profile })).status, 409);
});
