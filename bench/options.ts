import { parseArgs } from 'node:util';

export interface Options {
  /** Names of the scenarios to run; empty: all. */
  readonly only: readonly string[];
  /** Small numbers and one round: shows that everything works, and nothing about speed. */
  readonly quick: boolean;
  /** The sizes of a large retailer where a scenario has them; takes much longer. */
  readonly full: boolean;
  /** File to which one JSON line per figure is appended. */
  readonly json: string | undefined;
  /** Directory for CPU profiles of the platform's threads. */
  readonly profile: string | undefined;
}

/** Throws a TypeError that names what is wrong. */
export function readOptions(parameters: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      json: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const { quick, full, json, profile } = values;
  return { only: values.only.flatMap((names) => names.split(',')), quick, full, json, profile };
}
