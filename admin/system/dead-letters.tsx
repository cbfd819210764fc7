import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeadLetter } from '#contracts/api/dead-letter.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { MoreButton } from '../shared/ui/more-button.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import { DeadLetterEntry } from './dead-letter-entry.tsx';
import styles from './system-panel.module.css';
import type { useDeadLettersQuery } from './use-system-query.ts';

/** A letter that was tried again leaves the list; it stays on the screen, so that its outcome can be seen. */
interface Retried {
  readonly letter: DeadLetter;
  readonly at: number;
}

export function DeadLetters({ query }: { query: ReturnType<typeof useDeadLettersQuery> }) {
  const { t } = useTranslation();
  const [retried, setRetried] = useState<readonly Retried[]>([]);
  const more = moreOf(query);
  const readAt = query.dataUpdatedAt;
  return (
    <Section title={t('system.letters.title')} note={t('system.letters.note')} flush>
      <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={3} />}>
        {(listed) => {
          const gone = retried.filter(({ letter }) => !listed.some(({ id }) => id === letter.id));
          const letters = [...listed, ...gone.map(({ letter }) => letter)].sort((a, b) => b.at.localeCompare(a.at));
          if (letters.length === 0) {
            return (
              <EmptyState icon="check" title={t('system.letters.emptyTitle')} text={t('system.letters.emptyText')} />
            );
          }
          return (
            <>
              <ul className={styles['letters']}>
                {letters.map((letter) => {
                  const retriedAt = retried.find((one) => one.letter.id === letter.id)?.at;
                  const isGone = gone.some((one) => one.letter.id === letter.id);
                  return (
                    <DeadLetterEntry
                      key={letter.id}
                      letter={letter}
                      retriedAt={isGone ? retriedAt : undefined}
                      failedAgain={!isGone && retriedAt !== undefined && readAt > retriedAt}
                      onRetried={() =>
                        setRetried((before) => [
                          ...before.filter((one) => one.letter.id !== letter.id),
                          { letter, at: Date.now() },
                        ])
                      }
                    />
                  );
                })}
              </ul>
              <MoreButton more={more} />
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}
