import { Handle, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ColleagueMarks } from '../editing/colleague-marks.tsx';
import { cardOf } from '../nodes/index.ts';
import { useNodeWords } from '../use-node-words.ts';
import type { StepNode } from './canvas-model.ts';
import styles from './journey-canvas.module.css';
import { wayHeight } from './layout/layout.ts';
import { NodeNumbers } from './node-numbers.tsx';

export function StepCard({ data, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useNodeWords();
  const { node, ways, count, hasCounts, problem, colleagues, mark, connecting } = data;
  const [colleague] = colleagues;
  return (
    <div
      className={styles['card']}
      data-selected={selected}
      data-problem={problem !== undefined}
      data-kind={node.kind}
      data-mark={mark}
      data-counts={hasCounts}
      style={colleague && !selected ? { outline: `2px solid ${colleague.color}`, outlineOffset: 1 } : undefined}
    >
      {node.kind === 'trigger' ? null : <Handle type="target" position={Position.Left} />}
      <div className={styles['cardHeader']}>
        <Icon name={cardOf(node.kind).icon} size={14} />
        <span>{t(`node.${node.kind}`)}</span>
        {mark ? <span className={styles['mark']}>{t(`canvas.mark.${mark}`)}</span> : null}
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
      {colleagues.length > 0 ? (
        <div className={styles['cardColleagues']}>
          <ColleagueMarks colleagues={colleagues} size={20} />
        </div>
      ) : null}
      {ways.map(({ branch }, index) => (
        <Handle
          key={branch}
          id={branch}
          type="source"
          position={Position.Right}
          className={connecting === branch ? (styles['handleConnecting'] ?? '') : ''}
          style={{ top: `${100 * wayHeight(index, ways.length)}%` }}
        />
      ))}
    </div>
  );
}
