import { Handle, type NodeProps, Position } from '@xyflow/react';
import type { EndNode } from './canvas-model.ts';
import styles from './journey-canvas.module.css';
import { AddStepMenu } from './tools/add-step-menu.tsx';

/** Where a way ends, and can go on. */
export function EndPoint({ data }: NodeProps<EndNode>) {
  const { onAdd } = data;
  return (
    <div className={styles['end']} data-target={data.isTarget}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {onAdd ? <AddStepMenu atEnd onAdd={(kind) => onAdd(data.from, kind)} /> : null}
    </div>
  );
}
