import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Happening } from '#contracts/api/live.ts';
import type { LiveState } from '../shared/live.ts';
import { LiveMark } from '../shared/ui/live-mark.tsx';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { Thread, ThreadItem } from '../shared/ui/thread.tsx';
import { happeningLook, useHappeningWords } from './happening-words.ts';

const shown = 12;

/** Stands still while somebody points at it or moves through it with the keyboard. */
export function HappeningStream({ happenings, state }: { happenings: readonly Happening[]; state: LiveState }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState<readonly Happening[]>();
  const visible = (held ?? happenings).slice(0, shown);
  const waiting = held ? happenings.findIndex((one) => one.id === held[0]?.id) : 0;

  return (
    <Section
      title={t('home.happening')}
      note={held && waiting !== 0 ? t('home.paused') : undefined}
      extra={<LiveMark state={state} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes it stand still */}
      <div
        onMouseEnter={() => setHeld(happenings)}
        onMouseLeave={() => setHeld(undefined)}
        onFocus={() => setHeld((before) => before ?? happenings)}
        onBlur={() => setHeld(undefined)}
      >
        {visible.length === 0 ? <p className="soft">{t('home.quiet')}</p> : null}
        <Thread label={t('home.happening')}>
          {visible.map((happening) => (
            <HappeningItem key={happening.id} happening={happening} />
          ))}
        </Thread>
      </div>
    </Section>
  );
}

function HappeningItem({ happening }: { happening: Happening }) {
  const words = useHappeningWords();
  const look = happeningLook(happening);
  return (
    <ThreadItem icon={look.icon} color={look.color} at={<RelativeTime at={happening.at} />}>
      <Link to="/profiles/$id" params={{ id: happening.profile }} className="link">
        {happening.label}
      </Link>{' '}
      {words(happening)}
    </ThreadItem>
  );
}
