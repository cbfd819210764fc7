import type { WalkDoing } from '#contracts/api/walk.ts';
import type { Channel } from '#contracts/channel.ts';

/** Who walks: somebody real, or somebody reachable by what she is given. */
export interface Walker {
  readonly profile?: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly agrees: readonly Channel[];
}

/** The whole walk; the server makes its picture anew from it each time. */
export interface WalkState {
  readonly walker: Walker;
  readonly startsAt: string;
  readonly doings: readonly WalkDoing[];
  readonly clock: string;
}

export const firstWalker: Walker = {
  name: 'Mei Chen',
  email: 'mei.chen@example.com',
  phone: '+8613800138000',
  agrees: ['email', 'sms', 'push'],
};

export function newWalk(walker: Walker, now: number): WalkState {
  const at = new Date(now).toISOString();
  return { walker, startsAt: at, doings: [], clock: at };
}

export function moveClock(state: WalkState, clock: string): WalkState {
  return { ...state, clock };
}

/** She does it when the clock stands. A thing done at one instant after another keeps its order by a millisecond. */
export function doNow(state: WalkState, doing: (at: string) => WalkDoing): WalkState {
  const at = new Date(Date.parse(state.clock) + 1).toISOString();
  return { ...state, doings: [...state.doings, doing(at)], clock: at };
}

/** As it was before the last thing that she did. */
export function undoDoing(state: WalkState): WalkState {
  const last = state.doings.at(-1);
  if (last === undefined) return state;
  const clock = new Date(Math.max(Date.parse(state.startsAt), Date.parse(last.at) - 1)).toISOString();
  return { ...state, doings: state.doings.slice(0, -1), clock };
}

/** What the API asks for. */
export function walkRequestOf({ walker, startsAt, doings, clock }: WalkState) {
  const { profile, name, email, phone, agrees } = walker;
  if (profile !== undefined) return { person: { type: 'known' as const, profile }, startsAt, doings, clock };
  return {
    person: {
      type: 'made_up' as const,
      traits: { name, ...(email && { email }), ...(phone && { phone }), deviceToken: 'rehearsal' },
      identities: [
        ...(email ? [{ kind: 'email', value: email }] : []),
        ...(phone ? [{ kind: 'phone', value: phone }] : []),
      ],
      consents: agrees.map((channel) => ({ channel, status: 'granted' as const })),
    },
    startsAt,
    doings,
    clock,
  };
}
