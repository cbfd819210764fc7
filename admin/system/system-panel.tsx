import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { System } from '#contracts/api/system.ts';
import { type Format, useFormat } from '../shared/format.ts';
import { Figure } from '../shared/ui/figure.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Pill } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { judgeSystem } from './judge-system.ts';
import { LaneTable } from './lane-table.tsx';
import styles from './system-panel.module.css';
import { systemQuery, useDeadLettersQuery } from './use-system-query.ts';

/** How the platform itself is doing, read again every few seconds, and what it could not do. */
export function SystemPanel() {
  const query = useQuery(systemQuery);
  const letters = useDeadLettersQuery();
  const readAt = query.dataUpdatedAt;
  return (
    <>
      <QueryView query={query} skeleton={<SystemSkeleton />}>
        {(state) => (
          <>
            <Verdict state={state} deadLetters={letters.data?.length ?? 0} readAt={readAt} />
            <Figures state={state} readAt={readAt} />
            <LaneTable lanes={state.lanes} />
          </>
        )}
      </QueryView>
      <DeadLetters query={letters} />
    </>
  );
}

interface VerdictProps {
  readonly state: System;
  readonly deadLetters: number;
  readonly readAt: number;
}

function Verdict({ state, deadLetters, readAt }: VerdictProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const findings = judgeSystem(state, deadLetters);
  const failing = findings.some((finding) => finding.failing);
  const verdict = failing ? 'failing' : findings.length > 0 ? 'look' : 'well';
  const values = {
    value: format.number(state.lanes.reduce((sum, { lag }) => sum + lag, 0)),
    seconds: format.rate(state.factsBehindMilliseconds / 1000),
    free: format.bytes(state.disk?.free ?? 0),
    channels: format.list(state.stoppedChannels.map((channel) => t(`channel.${channel}`))),
  };
  return (
    <Section>
      <div className="column">
        <div className="row wrap">
          <span role="status">
            <Pill
              tone={failing ? 'failed' : findings.length > 0 ? 'held' : 'positive'}
              icon={verdict === 'well' ? 'check' : 'warning'}
            >
              {t(`system.verdict.${verdict}`)}
            </Pill>
          </span>
          <span className="small faint number">
            {t('system.asOf', { time: format.clock(new Date(readAt).toISOString()) })}
          </span>
        </div>
        {findings.length === 0 ? <p className="soft">{t('system.well')}</p> : null}
        {findings.map(({ key }) => (
          <p key={key} className="soft">
            <Icon name="warning" size={14} /> {t(`system.finding.${key}`, values)}
          </p>
        ))}
      </div>
    </Section>
  );
}

function Figures({ state, readAt }: { state: System; readAt: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { outbox, disk } = state;
  return (
    <Section flush>
      <div className={styles['figures']}>
        <Figure
          label={t('system.lag')}
          value={format.number(state.lanes.reduce((sum, { lag }) => sum + lag, 0))}
          note={t('system.lagNote')}
        />
        <Figure
          label={t('system.outbox')}
          value={format.number(outbox.pending)}
          note={t('system.outboxNote', { claimed: format.number(outbox.claimed), dead: format.number(outbox.dead) })}
        />
        <Figure
          label={t('system.factsBehind')}
          value={t('system.seconds', { value: format.rate(state.factsBehindMilliseconds / 1000) })}
          note={t('system.factsNote')}
        />
        <Figure
          label={t('system.uptime')}
          value={uptime(format, readAt - Date.parse(state.startedAt))}
          note={t('system.since', { time: format.dateTime(state.startedAt) })}
        />
        <Figure label={t('system.log')} value={format.bytes(state.logBytes)} note={t('system.logNote')} />
        <Figure
          label={t('system.disk')}
          value={disk ? format.bytes(disk.free) : '–'}
          note={disk ? t('system.diskOf', { total: format.bytes(disk.total) }) : t('system.diskNone')}
        />
        <Figure label={t('system.memory')} value={format.bytes(state.memoryBytes)} note={t('system.memoryNote')} />
        <Figure label={t('system.version')} value={state.version} note={t(`system.topology.${state.topology}`)} />
      </div>
    </Section>
  );
}

/** The two largest units are enough to tell a restart from a long run. */
function uptime(format: Format, milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes >= 1_440) return format.shortDuration(minutes - (minutes % 60));
  return format.shortDuration(minutes);
}

function SystemSkeleton() {
  return (
    <div className="column" style={{ gap: 24 }}>
      <Section>
        <Skeleton height={48} />
      </Section>
      <Section>
        <Skeleton height={160} />
      </Section>
    </div>
  );
}
