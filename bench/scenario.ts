import type { Figure } from './figure.ts';

export interface Scenario {
  readonly name: string;
  run(context: ScenarioContext): Promise<readonly Figure[]>;
}

export interface ScenarioContext {
  /** Small numbers, one round. */
  readonly quick: boolean;
  /** The sizes of a large retailer. */
  readonly full: boolean;
  /** Where the platform's threads write CPU profiles when they end. */
  readonly profile: string | undefined;
  /** An empty directory that is removed afterwards. */
  readonly directory: string;
  progress(sentence: string): void;
  /** Something to stop when the scenario ends, however it ends; the last first. */
  after(stop: () => Promise<void>): void;
}
