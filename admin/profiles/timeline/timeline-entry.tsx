import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { useFormat } from '../../shared/format.ts';
import type { Names } from '../../shared/names/names.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import { GateList } from '../../shared/ui/gate-list.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { ThreadItem } from '../../shared/ui/thread.tsx';
import { flattenTraits } from '../flatten-traits.ts';
import styles from '../profile-page.module.css';
import type { TimelineEvent } from './fold-timeline.ts';
import { timelineLook } from './timeline-look.ts';
import { TimelineSentence } from './timeline-sentence.tsx';

/** One line of a person's story; events, and orders by the event that brought them, open to show their properties, decisions show their gates. */
export function TimelineEntry({ item, by }: { item: TimelineItem; by?: TimelineEvent | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const look = timelineLook(item);
  const event = item.type === 'event' ? item : by;
  const facts = event ? eventFacts(event, names, t('profiles.page')) : [];
  const sentence = <TimelineSentence item={item} />;
  return (
    <ThreadItem
      icon={look.icon}
      color={look.color}
      at={
        <time dateTime={item.at} className="number" title={format.dateTime(item.at)}>
          {format.clock(item.at)}
        </time>
      }
      detail={
        item.type === 'decision' && item.gates.length > 0 ? (
          <GateList gates={item.gates} />
        ) : open ? (
          <div className={styles['properties']}>
            <FactList facts={facts} />
          </div>
        ) : null
      }
    >
      {by ? (
        <>
          {sentence}{' '}
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={open}
            aria-label={names.event(by.name)}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
          </button>
        </>
      ) : facts.length > 0 ? (
        <button type="button" className={styles['toggle']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {sentence}
        </button>
      ) : (
        sentence
      )}
    </ThreadItem>
  );
}

function eventFacts(item: TimelineEvent, names: Names, pageLabel: string) {
  const nameOf = (path: string) => (item.kind === 'identify' ? names.trait(path) : names.property(item.name, path));
  const properties = flattenTraits(item.properties).map(({ path, text }) => ({
    ...{ key: path, label: nameOf(path), sent: path, value: text },
  }));
  return item.url ? [{ key: '/url', label: pageLabel, value: item.url }, ...properties] : properties;
}
