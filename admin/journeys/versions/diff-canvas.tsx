import '@xyflow/react/dist/base.css';
import { Background, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../shared/ui/state.tsx';
import { BranchEdgeLine } from '../canvas/branch-edge-line.tsx';
import { canvasEdges, canvasNodes } from '../canvas/canvas-model.ts';
import { EndPoint } from '../canvas/end-point.tsx';
import styles from '../canvas/journey-canvas.module.css';
import { useLayout } from '../canvas/layout/use-layout.ts';
import { NotArranged } from '../canvas/not-arranged.tsx';
import { NoteCard } from '../canvas/note-card.tsx';
import { StepCard } from '../canvas/step-card.tsx';
import { CanvasTools } from '../canvas/tools/canvas-tools.tsx';
import type { Compared } from './compared.ts';

const nodeTypes = { step: StepCard, end: EndPoint, note: NoteCard };
const edgeTypes = { branch: BranchEdgeLine };
const nothing = () => undefined;

/** Two versions as one picture, to be looked at. */
export default function DiffCanvas({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  const { definition, marks } = compared;
  const { arranged, error, again } = useLayout(definition, false);
  const [nodes, edges] = useMemo(() => {
    if (!arranged) return [[], []];
    const shown = {
      ...arranged,
      counts: undefined,
      hasCounts: false,
      problems: [],
      selected: undefined,
      colleagues: [],
      onSelect: nothing,
      onAdd: undefined,
    };
    return [canvasNodes({ ...shown, marks }, t), canvasEdges(shown, t)];
  }, [arranged, marks, t]);
  if (!arranged) return error ? <NotArranged again={again} /> : <Skeleton height={480} />;
  return (
    <div className={styles['frame']}>
      <div className={styles['canvas']}>
        <ReactFlowProvider key={JSON.stringify([...marks])}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            deleteKeyCode={null}
            fitView
            fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
            minZoom={0.2}
            maxZoom={1.5}
            proOptions={{ hideAttribution: true }}
          >
            <Background gap={24} size={1} />
            <CanvasTools />
          </ReactFlow>
        </ReactFlowProvider>
      </div>
    </div>
  );
}
