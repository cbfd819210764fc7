import { quietUntil } from '../quiet-until.ts';
import { type Answer, passed, type Question } from './gate.ts';

export function quietHoursGate({ state, settings, message, channel, now }: Question): Answer {
  const { quietHours, timeZone } = settings;
  if (message.purpose === 'transactional' || !quietHours.enabled || !quietHours.channels.includes(channel)) {
    return passed;
  }
  const until = quietUntil(now, quietHours, [state.timeZone, timeZone]);
  return until === undefined ? passed : { outcome: 'quiet_hours', until };
}
