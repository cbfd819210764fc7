import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useFormat } from '../../shared/format.ts';
import type { BranchEdge } from './canvas-model.ts';
import styles from './journey-canvas.module.css';
import { AddStepMenu } from './tools/add-step-menu.tsx';

/** A way from one step to the next: which answer it stands for, how many and which share went, and a plus to put a step in. */
export function BranchEdgeLine(props: EdgeProps<BranchEdge>) {
  const format = useFormat();
  const { data } = props;
  if (!data) return null;
  const { onAdd } = data;
  const leadsBack = props.targetX < props.sourceX;
  const height = data.passage !== undefined ? data.passage + cardMiddle : leadsBack ? below(props) : undefined;
  const [path, x, y] = height === undefined ? getBezierPath(props) : passagePath(props, height);
  const passed = [
    data.count ? format.compact(data.count) : '',
    data.count && data.share !== undefined && data.words ? format.percent(data.share) : '',
  ].filter(Boolean);
  const state = data.isTarget ? 'edgeTarget' : props.selected ? 'edgeSelected' : 'edge';

  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        className={styles[state]}
        {...(props.interactionWidth === undefined ? {} : { interactionWidth: props.interactionWidth })}
      />
      <EdgeLabelRenderer>
        <div className={styles['edgeLabel']} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
          {data.words ? (
            <span className={styles['branch']} title={data.words}>
              {data.words}
            </span>
          ) : null}
          {data.toEnd || !onAdd ? null : <AddStepMenu onAdd={(kind) => onAdd(data.from, kind)} />}
          {passed.length > 0 ? <span className={styles['passed']}>{passed.join(' · ')}</span> : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

const cardMiddle = 36;
const bend = 96;

/** Where a way leads back among steps that were moved by hand: under both of its ends. */
function below({ sourceY, targetY }: EdgeProps<BranchEdge>): number {
  return Math.max(sourceY, targetY) + 112;
}

/** Leaves the row, runs straight at the free height, and comes back before the step that it leads to. */
function passagePath(edge: EdgeProps<BranchEdge>, height: number): [path: string, x: number, y: number] {
  const { sourceX, sourceY, targetX, targetY } = edge;
  const start = sourceX + (targetX < sourceX ? bend / 2 : bend);
  const end = targetX - (targetX < sourceX ? bend / 2 : bend);
  const path = [
    `M${sourceX},${sourceY}`,
    `C${sourceX + bend / 2},${sourceY} ${sourceX + bend / 2},${height} ${start},${height}`,
    `L${end},${height}`,
    `C${targetX - bend / 2},${height} ${targetX - bend / 2},${targetY} ${targetX},${targetY}`,
  ].join(' ');
  return [path, (start + end) / 2, height];
}
