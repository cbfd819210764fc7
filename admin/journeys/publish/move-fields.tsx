import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { journeyMappings } from '#contracts/api/journey-version.ts';
import type { NodeMapping } from '#contracts/journey/mapping.ts';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { stepOrder } from '../graph/step-order.ts';
import { cardOf } from '../nodes/index.ts';
import { useNodeWords } from '../use-node-words.ts';
import { versionQuery } from '../versions/version-queries.ts';
import styles from './publish.module.css';

type Proposal = z.infer<typeof journeyMappings>['versions'][number];

interface MoveFieldsProps {
  readonly journey: string;
  readonly proposal: Proposal;
  readonly draft: JourneyDefinition;
  readonly nodes: NodeMapping;
  readonly onChange: (nodes: NodeMapping) => void;
}

const leave = '-';

/** For each step of an older version: how many are there, where they go in the new one, and why that is proposed. */
export function MoveFields({ journey, proposal, draft, nodes, onChange }: MoveFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const [showsAll, setShowsAll] = useState(false);
  const { version } = proposal;
  const { data: older, error } = useQuery(versionQuery(journey, version));
  if (error) return <p role="alert">{error.message}</p>;
  if (!older) return <Skeleton height={120} />;

  const name = (node: JourneyNode) => `${t(`node.${node.kind}`)}: ${words.node(node)}`;
  const proposed = (id: string) => proposal.steps.find(({ node }) => node === id);
  const peopleAt = (id: string) => proposed(id)?.people ?? 0;
  // Nobody stays at its start or its end.
  const steps = stepOrder(older.nodes).flatMap((line) =>
    line.type === 'step' && line.node.kind !== 'trigger' && line.node.kind !== 'exit' ? [line.node] : [],
  );
  const leaving = steps.reduce((sum, { id }) => sum + ((nodes[id] ?? null) === null ? peopleAt(id) : 0), 0);
  const all = steps.reduce((sum, { id }) => sum + peopleAt(id), 0);
  const shown = showsAll ? steps : steps.filter(({ id }) => peopleAt(id) > 0);
  const hidden = steps.length - shown.length;
  const reason = (id: string) => {
    const step = proposed(id);
    if ((nodes[id] ?? null) !== (proposal.nodes[id] ?? null)) return t('publish.because.chosen');
    return step ? t(`publish.because.${step.because}`) : '';
  };

  return (
    <section>
      <h3>{t('publish.fromVersion', { version })}</h3>
      <p className="small soft">
        {[
          t('publish.moving', { count: all - leaving, people: format.number(all - leaving) }),
          leaving > 0 ? t('publish.leaving', { count: leaving, people: format.number(leaving) }) : '',
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <ul className={styles['moves']}>
        {shown.map((node) => (
          <li key={node.id}>
            <span className={styles['step']}>
              <Icon name={cardOf(node.kind).icon} size={14} />
              <span>
                {name(node)}
                <span className={styles['people']} data-some={peopleAt(node.id) > 0}>
                  {t('publish.here', { count: peopleAt(node.id), people: format.number(peopleAt(node.id)) })}
                </span>
              </span>
            </span>
            <span aria-hidden="true">→</span>
            <span>
              <Select
                aria-label={t('publish.goesTo', { step: name(node) })}
                style={{ width: '100%' }}
                value={nodes[node.id] ?? leave}
                popupMatchSelectWidth={false}
                options={[
                  ...draft.nodes
                    .filter(({ kind }) => kind !== 'trigger')
                    .map((one) => ({ value: one.id, label: name(one) })),
                  { value: leave, label: t('publish.leaves') },
                ]}
                onChange={(to) => onChange({ ...nodes, [node.id]: to === leave ? null : to })}
              />
              <span className="small faint">{reason(node.id)}</span>
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 || showsAll ? (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('publish.onlyWithPeople') : t('publish.withoutPeople', { count: hidden })}
        </Button>
      ) : null}
    </section>
  );
}
