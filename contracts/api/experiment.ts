import { z } from 'zod';
import { experimentStates } from '../experiment.ts';
import { instantText } from './list.ts';

export const experimentParameters = z.object({ id: z.string().min(1).max(64), node: z.string().min(1).max(64) });

/** With its 95 % interval. */
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });

const armResult = z.object({
  arm: z.string(),
  name: z.string(),
  isControl: z.boolean(),
  /** Of the people who are drawn now, 0 to 1. */
  share: z.number(),
  /** People drawn for it, each once. */
  drawn: z.number().int(),
  /** Those of them whose time to act is over; only they count below. */
  people: z.number().int(),
  conversions: z.number().int(),
  /** A share from 0 to 1; by `revenue` what each person bought for, in the workspace's currency. */
  result: estimate,
  /** Of the control's result; null for the control, without one, and where one of the two has no result yet. */
  uplift: estimate.nullable(),
  /** How likely it is to be the best, 0 to 1. */
  probabilityBest: z.number(),
});
export type ArmResult = z.infer<typeof armResult>;

const pastAllocation = z.object({
  /** Release with which it came into force. */
  release: z.number().int(),
  at: instantText,
  state: z.enum(experimentStates),
  arm: z.string().nullable(),
  /** Who chose or started over; null where it was reckoned. */
  by: z.string().nullable(),
  shares: z.array(z.object({ arm: z.string(), share: z.number() })),
  /** What it was decided from. */
  counts: z.array(
    z.object({ arm: z.string(), people: z.number().int(), conversions: z.number().int(), value: z.number() }),
  ),
});

/** An experiment as it is published, with what came of it. */
export const experimentReport = z.object({
  journey: z.string(),
  node: z.string(),
  mode: z.enum(['weights', 'winner', 'bandit']),
  /** `weights`: it keeps the weights of the version. */
  state: z.enum(['weights', ...experimentStates]),
  /** The arm that was found, taken or chosen. */
  arm: z.string().nullable(),
  /** Since when it shares people out so; null for weights. */
  since: instantText.nullable(),
  /** Since when people are counted; null: since the first. */
  countedSince: instantText.nullable(),
  /** When it is looked at next, at the earliest; null where nothing is left to decide. */
  nextLookAt: instantText.nullable(),
  /** People that each arm still waits for before a winner can be looked for. */
  missingPeople: z.number().int(),
  /** Hours in which people have to act; null without a measure. */
  withinHours: z.number().int().nullable(),
  scale: z.enum(['rate', 'mean']),
  currency: z.string(),
  /** To recognise whether a draft is set otherwise; see experimentBasis. */
  basis: z.string(),
  /** Until an arm was found, taken or chosen; all people of the round where none was. */
  arms: z.array(armResult),
  /** People drawn since then; null where there was no such moment. */
  later: z.array(armResult).nullable(),
  /** The newest first. */
  history: z.array(pastAllocation),
  measuredAt: instantText,
});
export type ExperimentReport = z.infer<typeof experimentReport>;

export const chooseArmRequest = z.object({ arm: z.string().min(1).max(40) });

const outlookWarnings = ['event_never_seen', 'no_message_below', 'too_few_people'] as const;

/** What a draft's experiment may expect, reckoned before it is published. */
export const experimentOutlook = z.object({
  node: z.string(),
  /** Null: neither passages nor a rehearsal tell. */
  peoplePerDay: z.number().nullable(),
  peopleFrom: z.enum(['passages', 'rehearsal']).nullable(),
  /** What people do without any difference: a share, or an amount for each. Null where nothing is known. */
  base: z.number().nullable(),
  /** `arms`: of this experiment; `everybody`: what active people have done lately in as much time. */
  baseFrom: z.enum(['arms', 'everybody']).nullable(),
  scale: z.enum(['rate', 'mean']),
  learnHours: z.number().int().nullable(),
  confidencePercent: z.number().nullable(),
  /** People of the arm that gets fewest, within the time of learning. */
  expectedPerArm: z.number().int().nullable(),
  /** People each arm needs to find the smallest difference worth finding. */
  neededPerArm: z.number().int().nullable(),
  /** Days until then. */
  neededDays: z.number().nullable(),
  upliftPercent: z.number().nullable(),
  /** The smallest difference that the expected people show, as a share of `base`; null: none, or not known. */
  leastUplift: z.number().nullable(),
  warnings: z.array(z.enum(outlookWarnings)),
});
export type ExperimentOutlook = z.infer<typeof experimentOutlook>;
export const experimentOutlooks = z.object({ items: z.array(experimentOutlook) });
