import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import { channelSchema } from '#contracts/channel.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import type { RehearsalCounts, RehearsalNode } from '#contracts/rehearsal.ts';
import { useNodeWords } from '../../journeys/use-node-words.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../rehearsal.module.css';

interface StepRow {
  readonly node: JourneyNode;
  readonly counted: RehearsalNode;
}

/** What happened at each step: who came, where they went on, what was sent and what the arbiter held back. */
export function StepTable({ journey, counts }: { journey: Journey; counts: RehearsalCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const rows = journey.draft.nodes.flatMap((node): StepRow[] => {
    const counted = counts.nodes[node.id];
    return counted ? [{ node, counted }] : [];
  });
  const columns: Column<StepRow>[] = [
    {
      key: 'step',
      title: t('rehearsal.past.step'),
      render: ({ node }) => (
        <>
          <strong style={{ fontWeight: 500 }}>{t(`node.${node.kind}`)}</strong>{' '}
          <span className="soft small">{words.node(node)}</span>
        </>
      ),
    },
    {
      key: 'arrived',
      title: t('rehearsal.past.arrived'),
      align: 'end',
      render: ({ node, counted }) => (
        <span className="number">{format.number(node.kind === 'trigger' ? counts.entries : counted.arrived)}</span>
      ),
    },
    {
      key: 'branches',
      title: t('rehearsal.past.wentOn'),
      render: ({ counted }) => {
        const branches = Object.entries(counted.passed);
        if (branches.length < 2) return null;
        return (
          <span className={styles['reasons']}>
            {branches.map(([branch, count]) => (
              <span key={branch} className="small">
                {t(`branch.${branch}`, { defaultValue: branch })} <span className="number">{format.number(count)}</span>
              </span>
            ))}
          </span>
        );
      },
    },
    {
      key: 'sent',
      title: t('rehearsal.past.sent'),
      render: ({ counted }) => (
        <span className={styles['reasons']}>
          {Object.entries(counted.sent).map(([channel, count]) => {
            const known = channelSchema.safeParse(channel).data;
            return (
              <span key={channel} className="row small" style={{ gap: 6 }}>
                {known ? <ChannelMark channel={known} /> : channel}
                <span className="number">{format.number(count)}</span>
              </span>
            );
          })}
        </span>
      ),
    },
    {
      key: 'held',
      title: t('rehearsal.past.held'),
      render: ({ counted }) => (
        <span className={styles['reasons']}>
          {Object.entries(counted.heldBack).map(([reason, count]) => (
            <span key={reason} className="small">
              {t(`holdReason.${reason}`)} <span className="number">{format.number(count)}</span>
            </span>
          ))}
          {Object.entries(counted.deferred).map(([reason, count]) => (
            <span key={reason} className="small faint">
              {t('rehearsal.past.waited', { reason: t(`holdReason.${reason}`) })}{' '}
              <span className="number">{format.number(count)}</span>
            </span>
          ))}
        </span>
      ),
    },
  ];
  return (
    <Section title={t('rehearsal.past.steps')} flush>
      {rows.length > 0 ? (
        <DataTable label={t('rehearsal.past.steps')} columns={columns} rows={rows} rowKey={({ node }) => node.id} />
      ) : (
        <p className="soft" style={{ padding: 16 }}>
          {t('rehearsal.past.nobody')}
        </p>
      )}
    </Section>
  );
}
