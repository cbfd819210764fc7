import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { useFormat } from '../../shared/format.ts';
import type { BranchEdge } from './canvas-model.ts';
import { edgePath } from './edge-path.ts';
import styles from './journey-canvas.module.css';
import { AddStepMenu } from './tools/add-step-menu.tsx';

/** A way from one step to the next: which answer it stands for, how many and which share went, and a plus to put a step in. */
export function BranchEdgeLine(props: EdgeProps<BranchEdge>) {
  const format = useFormat();
  const { data } = props;
  if (!data) return null;
  const { onAdd } = data;
  const { path, label } = edgePath(props, data.route);
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
        <div
          className={styles['edgeLabel']}
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
        >
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
