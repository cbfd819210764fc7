import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import { type Walk, walk as walkSchema } from '#contracts/api/walk.ts';
import { api } from '../../shared/api.ts';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../rehearsal.module.css';
import { WalkClock } from './walk-clock.tsx';
import { WalkDoings } from './walk-doings.tsx';
import { WalkPerson } from './walk-person.tsx';
import { WalkPlace } from './walk-place.tsx';
import { doNow, firstWalker, moveClock, newWalk, undoDoing, walkRequestOf } from './walk-state.ts';
import { WalkThread } from './walk-thread.tsx';

/** One person through the draft, step by step, by a clock that is moved by hand. */
export function WalkView({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [state, setState] = useState(() => newWalk(firstWalker, Date.now()));
  const request = walkRequestOf(state);
  const query = useQuery({
    queryKey: ['walk', journey.id, journey.revision, request],
    queryFn: ({ signal: _ }) => api.post(`/journeys/${encodeURIComponent(journey.id)}/walk`, request, walkSchema),
    placeholderData: keepPreviousData,
    enabled: mayChange,
  });
  if (!mayChange) {
    return (
      <Section>
        <p className="soft">{t('rehearsal.walk.forbidden')}</p>
      </Section>
    );
  }
  return (
    <div className={styles['walk']}>
      <div className="column" style={{ gap: 16 }}>
        <WalkPerson walker={state.walker} onChange={(walker) => setState(newWalk(walker, Date.now()))} />
        <WalkDoings journey={journey} onDo={(doing) => setState(doNow(state, doing))} />
        <div className="row" style={{ gap: 8 }}>
          <Button disabled={state.doings.length === 0} onClick={() => setState(undoDoing(state))}>
            {t('rehearsal.walk.undo')}
          </Button>
          <Button type="text" onClick={() => setState(newWalk(state.walker, Date.now()))}>
            {t('rehearsal.walk.again')}
          </Button>
        </div>
      </div>
      <QueryView query={query} skeleton={<Skeleton height={320} />}>
        {(walked) => (
          <div className="column" style={{ gap: 16 }}>
            <WalkClock
              clock={state.clock}
              nextAt={nextOf(walked)}
              onMove={(clock) => setState(moveClock(state, clock))}
            />
            <WalkPlace journey={journey} walked={walked} />
            <WalkThread
              journey={journey}
              walked={walked}
              doings={state.doings}
              onDo={(doing) => setState(doNow(state, doing))}
            />
          </div>
        )}
      </QueryView>
    </div>
  );
}

/** The end of a wait, where she is in one; else whatever of hers falls due, such as a message that was put off. */
function nextOf({ runs, nextAt }: Walk): string | null {
  const waits = runs.flatMap(({ dueAt }) => dueAt ?? []).sort();
  return waits[0] ?? nextAt;
}
