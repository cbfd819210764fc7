import '@xyflow/react/dist/base.css';
import { Background, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../shared/ui/state.tsx';
import { BranchEdgeLine } from '../canvas/branch-edge-line.tsx';
import { BringIntoView } from '../canvas/bring-into-view.tsx';
import { type BranchEdge, type CanvasNode, canvasEdges, canvasNodes } from '../canvas/canvas-model.ts';
import { EndPoint } from '../canvas/end-point.tsx';
import { showChanges } from '../canvas/first-view.ts';
import styles from '../canvas/journey-canvas.module.css';
import { useLayout } from '../canvas/layout/use-layout.ts';
import { NotArranged } from '../canvas/not-arranged.tsx';
import { NoteCard } from '../canvas/note-card.tsx';
import { StepCard } from '../canvas/step-card.tsx';
import { CanvasTools } from '../canvas/tools/canvas-tools.tsx';
import type { Compared } from './compared.ts';

const nodeTypes = { step: StepCard, end: EndPoint, note: NoteCard };
const edgeTypes = { branch: BranchEdgeLine };

interface DiffCanvasProps {
  readonly compared: Compared;
  /** A step that is looked at. */
  readonly shown: string | undefined;
  readonly onShow: (node: string | undefined) => void;
}

/** Two versions as one picture, to be looked at. It opens where they differ, at a size that can be read. */
export default function DiffCanvas({ compared, shown: selected, onShow }: DiffCanvasProps) {
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
      selected,
      colleagues: [],
      onSelect: onShow,
      onAdd: undefined,
    };
    return [canvasNodes({ ...shown, marks }, t), canvasEdges(shown, t)];
  }, [arranged, marks, selected, onShow, t]);
  if (!arranged) return error ? <NotArranged again={again} /> : <Skeleton height={480} />;
  return (
    <div className={styles['frame']}>
      <div className={styles['canvas']}>
        <ReactFlowProvider key={JSON.stringify([...marks])}>
          <ReactFlow<CanvasNode, BranchEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            deleteKeyCode={null}
            onInit={(flow) => showChanges(flow, marks)}
            onNodeClick={(_, node) => node.type === 'step' && onShow(node.id)}
            onPaneClick={() => onShow(undefined)}
            minZoom={0.2}
            maxZoom={1.5}
            proOptions={{ hideAttribution: true }}
          >
            <Background gap={24} size={1} />
            <BringIntoView node={selected} />
            <CanvasTools />
          </ReactFlow>
        </ReactFlowProvider>
      </div>
    </div>
  );
}
