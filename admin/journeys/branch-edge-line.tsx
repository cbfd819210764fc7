import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import { AddStepMenu } from './add-step-menu.tsx';
import type { BranchEdge } from './canvas-model.ts';
import styles from './journey-canvas.module.css';

/** A way from one step to the next: which answer it stands for, how many went, and a plus to put a step in. */
export function BranchEdgeLine(props: EdgeProps<BranchEdge>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = props;
  if (!data) return null;
  const [path, x, y] =
    data.passage === undefined ? getBezierPath(props) : passagePath(props, data.passage + cardMiddle);
  const label = [
    data.labelled ? t(`branch.${data.from.branch}`) : '',
    data.labelled && data.count !== undefined ? format.compact(data.count) : '',
  ].filter(Boolean);

  return (
    <>
      <BaseEdge id={props.id} path={path} className={props.selected ? styles['edgeSelected'] : styles['edge']} />
      <EdgeLabelRenderer>
        <div className={styles['edgeLabel']} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
          {label.length > 0 ? <span className={styles['branch']}>{label.join(' · ')}</span> : null}
          {data.toEnd ? null : <AddStepMenu onAdd={(kind) => data.onAdd(data.from, kind)} />}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

const cardMiddle = 36;
const bend = 96;

/** Leaves the row, runs straight at the free height, and comes back before the step that it leads to. */
function passagePath(edge: EdgeProps<BranchEdge>, height: number): [path: string, x: number, y: number] {
  const { sourceX, sourceY, targetX, targetY } = edge;
  const start = sourceX + bend;
  const end = targetX - bend;
  const path = [
    `M${sourceX},${sourceY}`,
    `C${sourceX + bend / 2},${sourceY} ${sourceX + bend / 2},${height} ${start},${height}`,
    `L${end},${height}`,
    `C${targetX - bend / 2},${height} ${targetX - bend / 2},${targetY} ${targetX},${targetY}`,
  ].join(' ');
  return [path, (start + end) / 2, height];
}
