import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { Walk, WalkDoing, WalkEntry } from '#contracts/api/walk.ts';
import { channelSchema } from '#contracts/channel.ts';
import { useNodeWords } from '../../journeys/use-node-words.ts';
import { useFormat } from '../../shared/format.ts';
import { useNames } from '../../shared/names/use-names.ts';
import type { IconName } from '../../shared/ui/icon-paths.ts';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Thread, ThreadItem } from '../../shared/ui/thread.tsx';

interface WalkThreadProps {
  readonly journey: Journey;
  readonly walked: Walk;
  readonly doings: readonly WalkDoing[];
  readonly onDo: (doing: (at: string) => WalkDoing) => void;
}

type Shown = WalkEntry | WalkDoing;

/** What she did and what the journey made of it, the newest first. */
export function WalkThread({ journey, walked, doings, onDo }: WalkThreadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const inOrder = [...doings, ...walked.entries.filter(isTelling)].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  const shown = inOrder.toReversed();
  if (shown.length === 0) return null;
  const opened = new Set(
    walked.entries.flatMap((entry) => (entry.type === 'message' && entry.kind === 'opened' ? [entry.node] : [])),
  );
  return (
    <Section title={t('rehearsal.walk.happened')}>
      <Thread label={t('rehearsal.walk.happened')}>
        {shown.map((entry, index) => (
          <ThreadItem
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew from the whole walk
            key={index}
            icon={iconOf(entry)}
            color="var(--accent)"
            at={format.dateTime(entry.at)}
            detail={
              entry.type === 'message' && entry.kind === 'handed_over' && !opened.has(entry.node) ? (
                <span className="row" style={{ gap: 8 }}>
                  {(['opened', 'clicked', 'bounced'] as const).map((kind) => (
                    <Button
                      key={kind}
                      size="small"
                      onClick={() => onDo((at) => ({ type: 'message', at, node: entry.node, kind }))}
                    >
                      {t(`rehearsal.walk.message.${kind}`)}
                    </Button>
                  ))}
                </span>
              ) : undefined
            }
          >
            <Words entry={entry} journey={journey} />
          </ThreadItem>
        ))}
      </Thread>
    </Section>
  );
}

/** What is behind another entry of the list says nothing new: that a message is queued, that a step was passed to the only next. */
function isTelling(entry: WalkEntry): boolean {
  if (entry.type === 'message') return entry.kind !== 'queued';
  return entry.type === 'decision' || entry.change !== 'passed' || entry.branch !== 'next';
}

function iconOf(entry: Shown): IconName {
  switch (entry.type) {
    case 'step':
      return 'journeys';
    case 'decision':
      return entry.outcome === 'send' ? 'check' : 'held';
    case 'message':
      return 'email';
    default:
      return 'event';
  }
}

function Words({ entry, journey }: { entry: Shown; journey: Journey }): ReactNode {
  const { t } = useTranslation();
  const names = useNames();
  const words = useNodeWords();
  if (entry.type === 'event') return names.event(entry.name);
  if (entry.type === 'traits') return t('rehearsal.walk.told');
  const node = journey.draft.nodes.find(({ id }) => id === entry.node);
  const step = node ? words.node(node) : entry.node;
  if (entry.type === 'step') {
    const branch = entry.branch ? t(`branch.${entry.branch}`, { defaultValue: entry.branch }) : '';
    return t(`rehearsal.walk.step.${entry.change}`, { step, branch });
  }
  if (entry.type === 'message') {
    const kind = t(`receipt.${entry.kind}`);
    if (!('channel' in entry)) return t('rehearsal.walk.became', { step, kind });
    const channel = channelSchema.safeParse(entry.channel).data;
    return (
      <span className="row wrap" style={{ gap: 6 }}>
        {t('rehearsal.walk.became', { step, kind })}
        {channel ? <ChannelMark channel={channel} /> : null}
      </span>
    );
  }
  if (entry.outcome === 'send')
    return t('rehearsal.walk.decided.send', { step, channel: t(`channel.${entry.channel}`) });
  return t(`rehearsal.walk.decided.${entry.outcome}`, { step, reason: t(`holdReason.${entry.reason}`) });
}
