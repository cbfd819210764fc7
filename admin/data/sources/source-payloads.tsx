import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SourcePayload, sourcePayload } from '#contracts/api/source.ts';
import { api } from '../../shared/api.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Pill, type Tone } from '../../shared/ui/marks.tsx';
import { MoreButton } from '../../shared/ui/more-button.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import styles from '../data.module.css';
import { usePayloads } from './source-queries.ts';

const tones: Record<SourcePayload['outcome'], Tone> = { accepted: 'positive', refused: 'failed', ignored: 'neutral' };

/** The last payloads, what became of each, and another try for those that became nothing. */
export function SourcePayloads({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = usePayloads(id);
  return (
    <Section title={t('sources.payloads')} note={t('sources.payloadsNote')} flush>
      <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={3} />}>
        {(payloads) =>
          payloads.length > 0 ? (
            <>
              <ul className={styles['list']} style={{ marginTop: 8 }}>
                {payloads.map((payload) => (
                  <PayloadEntry key={payload.id} source={id} payload={payload} />
                ))}
              </ul>
              <MoreButton more={moreOf(query)} />
            </>
          ) : (
            <p className="soft" style={{ padding: '8px 16px 16px' }}>
              {t('sources.noPayloads')}
            </p>
          )
        }
      </QueryView>
    </Section>
  );
}

function PayloadEntry({ source, payload }: { source: string; payload: SourcePayload }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const retry = useMutation({
    mutationFn: () => api.post(`/sources/${source}/payloads/${payload.id}/retry`, undefined, sourcePayload),
    onSuccess: () => client.invalidateQueries({ queryKey: [`sources/${source}/payloads`] }),
  });
  return (
    <li>
      <Button
        type="text"
        size="small"
        aria-expanded={open}
        aria-label={t('sources.showPayload')}
        icon={<Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />}
        onClick={() => setOpen(!open)}
      />
      <Pill tone={tones[payload.outcome]}>{t(`sources.outcomes.${payload.outcome}`)}</Pill>
      <span className={styles['grow']}>{payload.detail}</span>
      <span className="small faint">
        <RelativeTime at={payload.receivedAt} />
      </span>
      {payload.outcome === 'accepted' ? null : (
        <Button size="small" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('sources.retry')}
        </Button>
      )}
      {retry.error ? <span style={{ color: 'var(--failed)' }}>{retry.error.message}</span> : null}
      {open ? (
        <div style={{ flexBasis: '100%', minWidth: 0 }}>
          <CodeBlock code={payload.body} />
        </div>
      ) : null}
    </li>
  );
}
