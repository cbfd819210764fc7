import type { GateResult } from '#contracts/fact.ts';
import { channelGate } from './channel.ts';
import { consentGate } from './consent.ts';
import { doNotContactGate } from './do-not-contact.ts';
import { frequencyCapGate } from './frequency-cap.ts';
import type { Gate, Question } from './gate.ts';
import { pauseGate } from './pause.ts';
import { personalCapGate } from './personal-cap.ts';
import { quietHoursGate } from './quiet-hours.ts';
import { reachabilityGate } from './reachability.ts';
import { restrictionGate } from './restriction.ts';
import { suppressionGate } from './suppression.ts';

/** In the order in which they are asked: from what is lasting to what passes with time. The first no ends the passage. */
const gates: readonly Gate[] = [
  restrictionGate,
  channelGate,
  doNotContactGate,
  consentGate,
  reachabilityGate,
  suppressionGate,
  pauseGate,
  personalCapGate,
  frequencyCapGate,
  quietHoursGate,
];

export function passGates(question: Question): GateResult {
  for (const gate of gates) {
    const answer = gate(question);
    if (answer.outcome !== 'passed') {
      return { channel: question.channel, ...answer };
    }
  }
  return { channel: question.channel, outcome: 'passed' };
}
