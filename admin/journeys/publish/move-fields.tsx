import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition, JourneyNode } from '#contracts/journey.ts';
import type { NodeMapping } from '#contracts/journey-mapping.ts';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useNodeWords } from '../use-node-words.ts';
import { versionQuery } from '../versions/version-queries.ts';
import styles from './publish.module.css';

interface MoveFieldsProps {
  readonly journey: string;
  readonly version: number;
  readonly draft: JourneyDefinition;
  readonly nodes: NodeMapping;
  readonly onChange: (nodes: NodeMapping) => void;
}

const leave = '-';

/** For each step of an older version: where its people go in the new one. */
export function MoveFields({ journey, version, draft, nodes, onChange }: MoveFieldsProps) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const older = useQuery(versionQuery(journey, version)).data;
  if (!older) return <Skeleton height={120} />;
  const name = (node: JourneyNode) => `${t(`node.${node.kind}`)}: ${words.node(node)}`;
  // Nobody stays at its start or its end.
  const steps = older.nodes.filter(({ kind }) => kind !== 'trigger' && kind !== 'exit');
  return (
    <section>
      <h3>{t('publish.fromVersion', { version })}</h3>
      <ul className={styles['moves']}>
        {steps.map((node) => (
          <li key={node.id}>
            <span>{name(node)}</span>
            <span aria-hidden="true">→</span>
            <Select
              aria-label={t('publish.goesTo', { step: name(node) })}
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
          </li>
        ))}
      </ul>
    </section>
  );
}
