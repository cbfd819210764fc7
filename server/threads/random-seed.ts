/** Makes a workspace's random choices (holdout, cohorts) its own; recorded with every commit. */
export const randomSeed = 1;
