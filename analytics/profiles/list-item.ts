import type { ProfileListItem } from '#contracts/api/profile.ts';
import { personName } from '#core/profile/person-name.ts';
import type { ProfileState } from '#core/state.ts';

/** A person's document as a row of a list of people. */
export function presentListItem(state: ProfileState): ProfileListItem {
  const identity = (kind: 'email' | 'phone' | 'userId') =>
    state.identities.find((one) => one.kind === kind)?.value ?? null;
  return {
    id: state.profile,
    name: personName(state),
    email: identity('email'),
    phone: identity('phone'),
    userId: identity('userId'),
    firstSeenAt: new Date(state.firstSeenAt).toISOString(),
    lastSeenAt: new Date(state.lastSeenAt).toISOString(),
    orders: state.orders.count,
    value: state.orders.value,
  };
}
