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
  const { data: older, isError } = useQuery(versionQuery(journey, version));
  if (!older && !isError) return <Skeleton height={120} />;
  const name = (node: JourneyNode) => `${t(`node.${node.kind}`)}: ${words.node(node)}`;
  // Nobody stays at its start or its end. Where the version is not kept, its steps have only their ids.
  const steps = older
    ? older.nodes
        .filter(({ kind }) => kind !== 'trigger' && kind !== 'exit')
        .map((node) => ({ id: node.id, words: name(node) }))
    : Object.keys(nodes).map((id) => ({ id, words: id }));
  return (
    <section>
      <h3>{t('publish.fromVersion', { version })}</h3>
      <ul className={styles['moves']}>
        {steps.map(({ id, words: said }) => (
          <li key={id}>
            <span>{said}</span>
            <span aria-hidden="true">→</span>
            <Select
              aria-label={t('publish.goesTo', { step: said })}
              value={nodes[id] ?? leave}
              popupMatchSelectWidth={false}
              options={[
                ...draft.nodes
                  .filter(({ kind }) => kind !== 'trigger')
                  .map((one) => ({ value: one.id, label: name(one) })),
                { value: leave, label: t('publish.leaves') },
              ]}
              onChange={(to) => onChange({ ...nodes, [id]: to === leave ? null : to })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
