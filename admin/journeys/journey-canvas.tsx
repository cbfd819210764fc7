import { useMayChange } from '../sign-in/use-may-change.ts';
import '@xyflow/react/dist/base.css';
import { applyNodeChanges, Background, ReactFlow, type ReactFlowInstance, type ReactFlowProps } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { BranchEdgeLine } from './branch-edge-line.tsx';
import { BringIntoView } from './bring-into-view.tsx';
import {
  type BranchEdge,
  canvasEdges,
  canvasNodes,
  type EndNode,
  type ShownJourney,
  type StepNode,
} from './canvas-model.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { connect, removeNode } from './edit-journey.ts';
import { EndPoint } from './end-point.tsx';
import styles from './journey-canvas.module.css';
import { StepCard } from './step-card.tsx';

const nodeTypes = { step: StepCard, end: EndPoint };
const smallestZoom = 0.5;
const edgeTypes = { branch: BranchEdgeLine };
type Flow = ReactFlowProps<StepNode | EndNode, BranchEdge>;

interface JourneyCanvasProps extends ShownJourney {
  readonly onChange: (definition: JourneyDefinition) => void;
}

/**
 * The journey as a picture that can be edited. The definition is the truth; only while something is dragged does the
 * canvas hold places of its own, so that the movement never waits.
 */
export default function JourneyCanvas(props: JourneyCanvasProps) {
  const { definition, selected, onSelect, onChange } = props;
  const mayChange = useMayChange();
  const { t } = useTranslation();
  const fromDefinition = useMemo(() => canvasNodes(props), [props]);
  const edges = useMemo(() => {
    const kinds = new Map(definition.nodes.map(({ id, kind }) => [id, t(`node.${kind}`)]));
    return canvasEdges(props).map((edge) => ({
      ...edge,
      ariaLabel: t('journeys.canvasEdge', { from: kinds.get(edge.source), to: kinds.get(edge.target) }),
    }));
  }, [props, definition, t]);
  const [nodes, setNodes] = useState(fromDefinition);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!dragging) setNodes((before) => keepMeasured(before, fromDefinition));
  }, [fromDefinition, dragging]);

  const onNodesChange: Flow['onNodesChange'] = (changes) => {
    setNodes((before) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== 'remove'),
        before,
      ),
    );
    for (const change of changes)
      if (change.type === 'select' && change.selected && change.id !== selected) onSelect(change.id);
  };

  const onNodeDragStop: Flow['onNodeDragStop'] = () => {
    setDragging(false);
    const places = new Map(nodes.map((node) => [node.id, node.position]));
    onChange({
      ...definition,
      nodes: definition.nodes.map((node) => {
        const position = places.get(node.id);
        return position ? { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } } : node;
      }),
    });
  };

  return (
    <div className={styles['canvas']}>
      <ReactFlow<StepNode | EndNode, BranchEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStart={() => setDragging(true)}
        onNodeDragStop={onNodeDragStop}
        onPaneClick={() => onSelect(undefined)}
        onNodesDelete={(gone) => {
          onChange(gone.reduce((rest, node) => removeNode(rest, node.id), definition));
          onSelect(undefined);
        }}
        onEdgesDelete={(gone) =>
          onChange(gone.reduce((rest, edge) => (edge.data ? connect(rest, edge.data.from, null) : rest), definition))
        }
        isValidConnection={({ source, target }) =>
          source !== target && definition.nodes.some(({ id }) => id === target)
        }
        onConnect={({ source, sourceHandle, target }) =>
          onChange(connect(definition, { node: source, branch: sourceHandle ?? 'next' }, target))
        }
        nodesDraggable={mayChange}
        nodesConnectable={mayChange}
        deleteKeyCode={mayChange ? ['Delete', 'Backspace'] : null}
        onInit={showAll}
        minZoom={0.2}
        maxZoom={1.5}
        nodeDragThreshold={4}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('journeys.canvasNodeHelp'),
          'node.a11yDescription.keyboardDisabled': t('journeys.canvasNodeHelp'),
          'edge.a11yDescription.default': t('journeys.canvasEdgeHelp'),
          'handle.ariaLabel': t('journeys.canvasHandle'),
        }}
      >
        <Background gap={24} size={1} />
        <BringIntoView node={selected} />
        <CanvasTools
          onTidy={() => onChange({ ...definition, nodes: definition.nodes.map(({ position: _, ...node }) => node) })}
        />
      </ReactFlow>
    </div>
  );
}

/** All of it; one that is so long that its steps could not be told apart any more is shown from its start. */
function showAll(flow: ReactFlowInstance<StepNode | EndNode, BranchEdge>): void {
  void flow.fitView({ maxZoom: 1, minZoom: smallestZoom, padding: 0.08 }).then(() => {
    const start = flow.getNodes().find((node) => node.type === 'step' && node.data.node.kind === 'trigger');
    if (!start || flow.getZoom() > smallestZoom) return;
    const height = document.querySelector('.react-flow')?.clientHeight ?? 0;
    const y = height / 2 - (start.position.y + 44) * smallestZoom;
    void flow.setViewport({ x: 24 - start.position.x * smallestZoom, y, zoom: smallestZoom });
  });
}

/** Sizes are measured once per node; without them the canvas would flicker on every change of the counts. */
function keepMeasured(before: (StepNode | EndNode)[], next: (StepNode | EndNode)[]): (StepNode | EndNode)[] {
  const known = new Map(before.map((node) => [node.id, node.measured]));
  return next.map((node) => {
    const measured = known.get(node.id);
    return measured ? { ...node, measured } : node;
  });
}
