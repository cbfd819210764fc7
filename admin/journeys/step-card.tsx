import { Handle, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import { Icon } from '../shared/ui/icon.tsx';
import type { StepNode } from './canvas-model.ts';
import { branchesOf } from './edit-journey.ts';
import styles from './journey-canvas.module.css';
import { nodeIcons } from './node-icons.ts';
import { NodeNumbers } from './node-numbers.tsx';
import { useNodeWords } from './use-node-words.ts';

export function StepCard({ data: { node, count, problem }, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const branches = Object.keys(branchesOf(node));
  return (
    <div className={styles['card']} data-selected={selected} data-problem={problem !== undefined} data-kind={node.kind}>
      {node.kind === 'trigger' ? null : <Handle type="target" position={Position.Left} />}
      <div className={styles['cardHeader']}>
        <Icon name={nodeIcons[node.kind]} size={14} />
        <span>{t(`node.${node.kind}`)}</span>
        {problem ? (
          <span className={styles['cardProblem']} title={problem}>
            <Icon name="warning" size={14} />
          </span>
        ) : null}
        {count && count.inside > 0 ? (
          <span className={styles['inside']} title={t('journeys.insideNow', { count: count.inside })}>
            {format.compact(count.inside)}
          </span>
        ) : null}
      </div>
      <div className={styles['cardWords']}>{words.node(node)}</div>
      {count ? <NodeNumbers node={node} count={count} /> : null}
      {branches.map((branch, index) => (
        <Handle
          key={branch}
          id={branch}
          type="source"
          position={Position.Right}
          style={branches.length > 1 ? { top: `${30 + index * 40}%` } : {}}
        />
      ))}
    </div>
  );
}
