import type { FieldProblem } from '#contracts/api/field-problem.ts';
import type { LookupResponse } from '#contracts/api/point-of-sale.ts';
import { RequestError } from '#contracts/errors.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { writtenName } from '#core/profile/person-name.ts';
import type { ProfileState } from '#core/state.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { readProfileState } from '../profiles/read-profile.ts';
import { countryOf } from '../workspace-country.ts';
import { type GivenCustomer, readCustomer } from './customer.ts';

type LookUpParts = DefinitionParts & Pick<ServerParts, 'store'>;

/** The customer whom the till names, as much of her as a clerk needs. Throws `invalid_request` for what names nobody. */
export async function lookUpCustomer(parts: LookUpParts, given: GivenCustomer): Promise<LookupResponse> {
  const release = await newestRelease(parts);
  const { identities, unreadable } = readCustomer(given, countryOf(release.settings));
  const [identity] = identities;
  if (identity === undefined) {
    const message = `${unreadable.join(', ')} cannot be read; check it with the customer.`;
    const details: FieldProblem[] = unreadable.map((field) => ({ field, code: 'wrong_form', message }));
    throw new RequestError('invalid_request', { message, details });
  }
  const [known] = await parts.store.identities.find(parts.workspace, [identity]);
  const state = known && (await readProfileState(parts.store, parts.workspace, known.profile));
  if (state === undefined) return { customer: null };
  const { orders } = state;
  return {
    customer: {
      id: state.profile,
      name: writtenName(state.traits) ?? null,
      language: state.locale ?? null,
      email: shown(state, 'email', hideEmail),
      phone: shown(state, 'phone', (phone) => `•••${phone.slice(-3)}`),
      card: shown(state, 'loyaltyCard', (card) => card),
      orders: {
        count: orders.count,
        value: orders.value,
        currency: release.settings.currency,
        lastAt: orders.lastAt === undefined ? null : new Date(orders.lastAt).toISOString(),
      },
      segments: release.segments.flatMap(({ id, name }) =>
        state.memberships.has(id) && stageOfSegment(id) === undefined ? [{ id, name }] : [],
      ),
    },
  };
}

function shown(state: ProfileState, kind: string, show: (value: string) => string): string | null {
  const value = state.identities.find((identity) => identity.kind === kind)?.value;
  return value === undefined ? null : show(value);
}

function hideEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
