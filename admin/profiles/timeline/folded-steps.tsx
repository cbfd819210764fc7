import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ThreadItem } from '../../shared/ui/thread.tsx';
import styles from '../profile-page.module.css';
import type { JourneyStep } from './fold-timeline.ts';
import { TimelineSentence } from './timeline-sentence.tsx';

/** The steps that a run took at one moment, given newest first; opens to show each. */
export function FoldedSteps({ steps }: { steps: readonly JourneyStep[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const oldestFirst = steps.toReversed();
  const [first] = oldestFirst;
  if (!first) return null;
  const words = oldestFirst.flatMap(({ change, branch }) => {
    if (change === 'arrived' || branch === 'next') return [];
    return change === 'passed' ? [t(`branch.${branch}`, { defaultValue: branch })] : [t(`timeline.stepWord.${change}`)];
  });
  return (
    <ThreadItem
      icon="journeys"
      color="var(--ink-faint)"
      at={
        <time dateTime={first.at} className="number" title={format.dateTime(first.at)}>
          {format.clock(first.at)}
        </time>
      }
      detail={
        open ? (
          <ol className={styles['properties']}>
            {oldestFirst.map((step) => (
              <li key={step.id}>
                <TimelineSentence item={step} />
              </li>
            ))}
          </ol>
        ) : null
      }
    >
      <Trans
        i18nKey="timeline.steps"
        count={new Set(steps.map(({ node }) => node)).size}
        values={{
          journey: first.journeyName,
          words: words.join(t('timeline.stepJoint')),
        }}
        components={{
          journey: (
            <Link className="link" to="/journeys/$id" params={{ id: first.journey }} search={{ node: first.node }} />
          ),
        }}
      />{' '}
      <button
        type="button"
        className={styles['toggle']}
        aria-expanded={open}
        aria-label={t('timeline.showSteps')}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
      </button>
    </ThreadItem>
  );
}
