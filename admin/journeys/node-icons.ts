import type { JourneyNodeKind } from '#contracts/journey.ts';
import type { IconName } from '../shared/ui/icon-paths.ts';

export const nodeIcons: Record<JourneyNodeKind, IconName> = {
  trigger: 'bolt',
  wait: 'clock',
  wait_until: 'event',
  condition: 'branch',
  message: 'messages',
  exit: 'exit',
};
