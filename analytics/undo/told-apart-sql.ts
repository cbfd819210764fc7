import type { ProfileId } from '#contracts/identifiers.ts';
import type { Cut, Parting } from '#core/merge/parting.ts';
import type { Parameters } from '../segment/parameters.ts';

/** Recorded before the document was at the cut; what other lanes recorded under the same person is older by itself. */
export function beforeCut({ lane, commit, ordinal }: Cut, parameters: Parameters): string {
  const [c, n] = [parameters.bind('UInt64', commit), parameters.bind('UInt64', ordinal)];
  return `(lane != ${parameters.bind('UInt32', lane)} OR (commit, ordinal) < (${c}, ${n}))`;
}

/** A set and not a list, so that the table's order by profile is of use. */
export function ofProfiles(profiles: readonly ProfileId[], parameters: Parameters): string {
  return `profile IN (SELECT toUUID(arrayJoin(${parameters.bind('Array(String)', profiles)})))`;
}

/** What the winner's document recorded between merge and parting. */
export function betweenCuts(
  { absorbed, parted }: Pick<Parting, 'absorbed' | 'parted'>,
  parameters: Parameters,
): string {
  const bind = (value: number) => parameters.bind('UInt64', value);
  return (
    `profile = ${parameters.bind('UUID', parted.profile)} AND lane = ${bind(parted.lane)}` +
    ` AND (commit, ordinal) > (${bind(absorbed.commit)}, ${bind(absorbed.ordinal)})` +
    ` AND (commit, ordinal) < (${bind(parted.commit)}, ${bind(parted.ordinal)})`
  );
}

/** Events among them that came by an identity of the loser. */
export function broughtByLoser(
  parting: Pick<Parting, 'identities' | 'absorbed' | 'parted'>,
  parameters: Parameters,
): string {
  const names = parameters.bind(
    'Array(String)',
    parting.identities.map(({ kind, value }) => `${kind}:${value}`),
  );
  return `(${betweenCuts(parting, parameters)} AND has(${names}, concat(identity_kind, ':', identity_value)))`;
}

/** An order is recorded by the step of its event, right behind it. */
export function ordersBrought(range: string, brought: string): string {
  return `${range} AND (commit, ordinal) IN (
    SELECT commit, ordinal + step FROM event ARRAY JOIN [1, 2] AS step
    WHERE workspace = {workspace:UInt32} AND type = 'track' AND ${brought})`;
}
