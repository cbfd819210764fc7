import { RequestError } from '#contracts/errors.ts';
import type { ExperimentAllocation } from '#contracts/experiment.ts';
import { experimentBasis } from '#contracts/experiment.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { newRound } from '#core/experiment/rounds.ts';
import { addUp, drawnCounts, type ExperimentParts, replaceAllocation } from './decide.ts';
import { type Standing, standingOf } from './report.ts';

interface Wish {
  readonly journey: string;
  readonly node: string;
  /** Who wishes it. */
  readonly by: string;
  readonly now: Instant;
}

/**
 * Everybody who is drawn from the next release on gets this arm; who has one keeps it. Throws `not_found`, `invalid_request` for
 * an arm that there is not, `wrong_status` where it was changed meanwhile.
 */
export async function chooseArm(
  parts: ExperimentParts,
  arm: string,
  { journey, node: id, by, now }: Wish,
): Promise<void> {
  const standing = await standingOf(parts, journey, id);
  const { experiment, inForce } = standing;
  const { node } = experiment;
  if (!node.arms.some((one) => one.id === arm)) {
    throw new RequestError('invalid_request', { message: `arm: the published experiment has no arm "${arm}".` });
  }
  const round = inForce?.round ?? { release: 0, at: 0 };
  const counts = addUp(await drawnCounts(parts, experiment, round, now));
  const weights = Object.fromEntries(node.arms.map((one) => [one.id, one.id === arm ? 100 : 0]));
  await replace(parts, standing, (release) => ({
    ...{ journey, node: id, basis: experimentBasis(node), sinceRelease: release, at: now, round },
    ...{ state: 'chosen', arm, weights, by, counts },
  }));
}

/** By the weights of the version again, and counted from now on. Throws `not_found`, `wrong_status` where it was changed meanwhile. */
export async function startOver(parts: ExperimentParts, { journey, node: id, by, now }: Wish): Promise<void> {
  const standing = await standingOf(parts, journey, id);
  await replace(parts, standing, (release) => newRound(release, journey, standing.experiment.node, now, by));
}

async function replace(
  parts: ExperimentParts,
  { experiment: { definition, node }, inForce }: Standing,
  make: (release: number) => ExperimentAllocation,
): Promise<void> {
  const before = {
    ...{ journey: definition.id, node: node.id, basis: experimentBasis(node) },
    sinceRelease: inForce?.sinceRelease ?? 0,
  };
  if ((await replaceAllocation(parts, before, make)) !== undefined) return;
  throw new RequestError('wrong_status', { message: 'The experiment was changed meanwhile; look at it again.' });
}
