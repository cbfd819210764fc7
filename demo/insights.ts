import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type ManagementClient, ManagementError } from '#cli/management-client.ts';
import { couponPoolList } from '#contracts/api/coupon-pool.ts';
import { page } from '#contracts/api/list.ts';
import { personaReport } from '#contracts/api/persona.ts';
import { suggestedLeadScore } from '#contracts/lead-score.ts';
import { visitorsOfList } from './invented/club.ts';

/** Before the history comes in, so that it is scored as it does. */
export async function createLeadScore(client: ManagementClient): Promise<void> {
  await client.send('PUT', '/lead-score', suggestedLeadScore);
}

/** Codes to give away; made once, because they are made anew each time. */
export async function createCoupons(client: ManagementClient): Promise<void> {
  const { items } = await client.get('/coupon-pools', couponPoolList);
  if (items.some(({ id }) => id === pool)) return;
  await client.send('POST', '/coupon-pools', { id: pool, name: 'Welcome back, 10 % off' });
  await client.send('POST', '/coupons', {
    ...{ name: 'Welcome back, 10 % off', kind: 'percentage', value: 10, pool, generate: 200 },
  });
  await client.send('POST', '/coupons', {
    name: 'Free gift wrap',
    kind: 'gift',
    value: 3,
    codes: ['DEMO-GIFTWRAP'],
    redemptionLimit: 500,
  });
}

const pool = 'welcome-back';

/** Whom the team has written down by hand. */
export async function createList(client: ManagementClient, userIds: readonly string[]): Promise<void> {
  await unlessThere(() =>
    client.send('POST', '/lists', {
      ...{ id: 'gift-club', name: 'Gift club', description: 'Asked for the catalogue at the demo shop.' },
    }),
  );
  await client.send('POST', '/lists/gift-club/people', { change: 'add', people: visitorsOfList(userIds).join('\n') });
}

const somePeople = page(z.object({ id: z.string() }));

/** What the team still has to do about the newest people. */
export async function createTasks(client: ManagementClient, now: number): Promise<void> {
  if ((await client.get('/tasks?limit=1', somePeople)).items.length > 0) return;
  const { items } = await client.get('/profiles?limit=3&search=visitor', somePeople);
  for (const [index, { id }] of items.entries()) {
    await client.send('POST', '/tasks', {
      ...{ profile: id, title: tasks[index] ?? tasks[0], note: '', assignee: null },
      dueAt: new Date(now + (index + 1) * 86_400_000).toISOString(),
    });
  }
}

const tasks = ['Call back about a trade account', 'Send the paper catalogue', 'Ask how the gift was liked'] as const;

/** RFM boundaries and personas of what has come in, as their screens would compute them; personas for a minute at most. */
export async function computeInsights(
  client: ManagementClient,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal | undefined },
): Promise<void> {
  await client.send('POST', '/rfm/refresh');
  await client.send('POST', '/personas/refresh');
  for (const end = now() + 60_000; now() < end; await sleep(250, undefined, { signal })) {
    const { run } = await client.get('/personas', personaReport);
    if (run?.state !== 'running') return;
  }
}

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ManagementError && error.code === 'already_exists')) throw error;
  }
}
