import { z } from 'zod';
import { conditionNode } from './condition.ts';
import { exitNode } from './exit.ts';
import { messageNode } from './message.ts';
import { triggerNode } from './trigger.ts';
import { waitNode } from './wait.ts';
import { waitUntilNode } from './wait-until.ts';

export const journeyNode = z.discriminatedUnion('kind', [
  triggerNode,
  waitNode,
  waitUntilNode,
  conditionNode,
  messageNode,
  exitNode,
]);
export type JourneyNode = z.infer<typeof journeyNode>;
export type JourneyNodeKind = JourneyNode['kind'];
