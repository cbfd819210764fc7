import type { TimelineItem } from '#contracts/api/timeline.ts';
import type { IconName } from '../../shared/ui/icon-paths.ts';

export function timelineLook(item: TimelineItem): { icon: IconName; color: string } {
  switch (item.type) {
    case 'event':
      return { icon: item.kind === 'identify' ? 'profiles' : 'event', color: 'var(--ink-faint)' };
    case 'decision':
      if (item.outcome === 'send') return { icon: 'check', color: 'var(--accent)' };
      return { icon: item.outcome === 'deferred' ? 'clock' : 'held', color: 'var(--held)' };
    case 'message':
      if (['bounced', 'failed', 'complained'].includes(item.kind)) return { icon: 'failed', color: 'var(--failed)' };
      if (item.kind === 'opened' || item.kind === 'clicked')
        return { icon: item.kind, color: channelColor(item.channel) };
      return { icon: item.channel, color: channelColor(item.channel) };
    case 'order':
      return { icon: 'order', color: 'var(--accent)' };
    case 'consent':
      return { icon: item.status === 'granted' ? 'check' : 'held', color: 'var(--ink-faint)' };
    case 'membership':
      return { icon: 'segments', color: 'var(--ink-faint)' };
    case 'journey_step':
      return { icon: 'journeys', color: 'var(--ink-faint)' };
  }
}

function channelColor(channel: string): string {
  return `var(--channel-${channel})`;
}
