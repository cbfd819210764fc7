export interface Standing {
  /** Stimuli that the workers have not taken in yet. */
  readonly lag: number;
  /** Age of the oldest fact that is still on its way to the reports; 0 where none is. */
  readonly factsBehindMilliseconds: number;
}

/**
 * Tells whether all that was sent before can be read in the reports: the workers have taken it in, and what waits still was recorded
 * after that. That facts are hardly behind says nothing by itself: all of a small history may have been recorded a moment ago.
 */
export function watchTakenIn(): (standing: Standing, now: number) => boolean {
  let takenAt: number | undefined;
  return ({ lag, factsBehindMilliseconds }, now) => {
    if (takenAt === undefined && lag === 0) takenAt = now;
    if (takenAt === undefined) return false;
    return factsBehindMilliseconds === 0 || factsBehindMilliseconds < now - takenAt;
  };
}
