import '@xyflow/react/dist/base.css';
import { Background, Panel, ReactFlow, type ReactFlowProps, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type DragEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyNote } from '#contracts/journey/note.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { connect, type Exit, withPlaces } from '../graph/edit-journey.ts';
import { waysOf } from '../nodes/index.ts';
import { BranchEdgeLine } from './branch-edge-line.tsx';
import { BringIntoView } from './bring-into-view.tsx';
import { CanvasMap, useCanvasMap } from './canvas-map.tsx';
import { type BranchEdge, type CanvasNode, canvasEdges, canvasNodes, type ShownJourney } from './canvas-model.ts';
import { CanvasSkeleton } from './canvas-skeleton.tsx';
import { EndPoint } from './end-point.tsx';
import { showAll } from './first-view.ts';
import styles from './journey-canvas.module.css';
import { commandOf } from './keyboard/canvas-keys.ts';
import { isWriting, useCanvasClipboard } from './keyboard/use-canvas-clipboard.ts';
import { useCanvasCommands } from './keyboard/use-canvas-commands.ts';
import { useKeptFocus } from './keyboard/use-kept-focus.ts';
import { type Arranged, useLayout } from './layout/use-layout.ts';
import { NotArranged } from './not-arranged.tsx';
import { NoteCard } from './note-card.tsx';
import { StepCard } from './step-card.tsx';
import { CanvasHelp } from './tools/canvas-help.tsx';
import { CanvasPalette, draggedKind, isStepDrag } from './tools/canvas-palette.tsx';
import { CanvasSearch } from './tools/canvas-search.tsx';
import { CanvasTools } from './tools/canvas-tools.tsx';
import { useCanvasNodes } from './use-canvas-nodes.ts';

const nodeTypes = { step: StepCard, end: EndPoint, note: NoteCard };
const edgeTypes = { branch: BranchEdgeLine };
type Flow = ReactFlowProps<CanvasNode, BranchEdge>;

interface JourneyCanvasProps extends ShownJourney {
  readonly onChange: (definition: JourneyDefinition) => void;
  readonly onRedo: (() => void) | undefined;
}

/** The journey as a picture that can be edited, by mouse and by keyboard alike. */
export default function JourneyCanvas(props: JourneyCanvasProps) {
  const { arranged, error, again } = useLayout(props.definition, props.hasCounts);
  if (!arranged) return error ? <NotArranged again={again} /> : <CanvasSkeleton />;
  return (
    <ReactFlowProvider>
      <Canvas {...props} arranged={arranged} />
    </ReactFlowProvider>
  );
}

function Canvas(props: JourneyCanvasProps & { readonly arranged: Arranged }) {
  const { definition, arranged, selected, onSelect, onChange, onAdd } = props;
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const flow = useReactFlow<CanvasNode, BranchEdge>();
  const wrapper = useRef<HTMLDivElement>(null);
  const [dropOn, setDropOn] = useState<string>();
  const [isSearching, setSearching] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const [connecting, setConnecting] = useState<Exit>();
  const [writtenNote, setWrittenNote] = useState<string>();
  const map = useCanvasMap(definition.nodes.length);

  const changeNote = useRef<(note: JourneyNote) => void>(undefined);
  const built = useMemo(() => {
    const onChange = (note: JourneyNote) => changeNote.current?.(note);
    const notes = { written: writtenNote, onWrite: setWrittenNote, onChange };
    return canvasNodes({ ...props, ...props.arranged, dropOn, connecting, notes }, t);
  }, [props, dropOn, connecting, writtenNote, t]);
  const edges = useMemo(() => canvasEdges({ ...props, ...props.arranged, dropOn }, t), [props, dropOn, t]);
  const { nodes, chosen, onChanges, choose } = useCanvasNodes(built, selected, (places) =>
    onChange(withPlaces(definition, places)),
  );
  const { layout } = arranged;
  const commands = useCanvasCommands({
    ...props,
    layout,
    chosen,
    wrapper,
    mayChange,
    choose,
    connecting,
    setConnecting,
  });
  changeNote.current = commands.changeNote;
  useKeptFocus(wrapper, nodes);
  useCanvasClipboard({ ...commands, remove: () => commands.remove([...chosen]) });

  const onNodesChange: Flow['onNodesChange'] = (changes) => {
    onChanges(changes);
    const added = changes.filter((change) => change.type === 'select' && change.selected);
    const [only] = added;
    if (only?.type !== 'select' || added.length > 1 || only.id === selected) return;
    if (definition.nodes.some(({ id }) => id === only.id)) onSelect(only.id);
  };

  const onKey = (event: KeyboardEvent) => {
    const command = isWriting(event.target as Element) ? undefined : commandOf(event);
    if (!command || (event.target as Element).closest('[role="dialog"], [role="menu"], button')) return;
    const focused = (event.target as Element).closest<HTMLElement>('.react-flow__node')?.dataset['id'];
    const at = focused ?? [...chosen][0];
    switch (command.do) {
      case 'walk':
        commands.walk(at, command.direction);
        break;
      case 'open':
        if (connecting) commands.finishConnecting(at);
        else if (at !== undefined) {
          choose([at]);
          onSelect(definition.nodes.find(({ id }) => id === at)?.id);
          setWrittenNote(definition.notes?.find(({ id }) => id === at)?.id);
        }
        break;
      case 'add':
        wrapper.current?.querySelector<HTMLElement>('nav section button')?.focus();
        break;
      case 'connect':
        commands.startConnecting(at);
        break;
      case 'search':
        setSearching(true);
        break;
      case 'all':
        choose(nodes.filter(({ type }) => type !== 'end').map(({ id }) => id));
        break;
      case 'duplicate':
        commands.duplicate();
        break;
      case 'redo':
        props.onRedo?.();
        break;
      case 'note':
        if (mayChange) commands.addNote();
        break;
      case 'tidy':
        if (mayChange) commands.tidy();
        break;
      case 'fit':
        void flow.fitView({ maxZoom: 1, padding: 0.12 });
        break;
      case 'help':
        setHelping(true);
        break;
      case 'stop':
        setConnecting(undefined);
        setSearching(false);
        choose([]);
        onSelect(undefined);
        break;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onDragOver = (event: DragEvent) => {
    if (!isStepDrag(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDropOn(wayUnder(event));
  };
  const onDrop = (event: DragEvent) => {
    const kind = draggedKind(event);
    setDropOn(undefined);
    if (!kind) return;
    event.preventDefault();
    const under = wayUnder(event);
    const edge = edges.find(({ id, target }) => id === under || target === under);
    if (edge?.data && (edge.data.toEnd || kind !== 'exit')) onAdd(edge.data.from, kind);
    else commands.addAt(kind, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  };

  return (
    <div ref={wrapper} className={styles['frame']} onKeyDownCapture={onKey}>
      {mayChange ? <CanvasPalette onAdd={commands.addBehind} onNote={commands.addNote} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped here can be added from the palette by keyboard */}
      <div
        className={styles['canvas']}
        onDragOver={onDragOver}
        onDragLeave={() => setDropOn(undefined)}
        onDrop={onDrop}
        onPointerMove={({ clientX, clientY }) => {
          commands.pointer.current = flow.screenToFlowPosition({ x: clientX, y: clientY });
        }}
        onPointerLeave={() => {
          commands.pointer.current = undefined;
        }}
      >
        <ReactFlow<CanvasNode, BranchEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onNodeClick={(_, node) => node.type === 'step' && onSelect(node.id)}
          onPaneClick={() => onSelect(undefined)}
          onNodesDelete={(gone) => commands.remove(gone.map(({ id }) => id))}
          onEdgesDelete={(gone) => {
            // A removed step takes its ways along by itself.
            const own = gone.filter(({ source, target }) => !chosen.has(source) && !chosen.has(target));
            if (own.length > 0)
              onChange(own.reduce((rest, { data }) => (data ? connect(rest, data.from, null) : rest), definition));
          }}
          isValidConnection={({ source, target }) =>
            source !== target && definition.nodes.some(({ id }) => id === target)
          }
          onConnect={({ source, sourceHandle, target }) =>
            onChange(connect(definition, { node: source, branch: sourceHandle ?? 'next' }, target))
          }
          nodesDraggable={mayChange}
          nodesConnectable={mayChange}
          deleteKeyCode={mayChange ? ['Delete', 'Backspace'] : null}
          multiSelectionKeyCode={['Meta', 'Control']}
          onInit={(opened) => showAll(opened, map.isShown)}
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
          {map.isShown ? <CanvasMap /> : null}
          {connecting ? <Connecting definition={definition} from={connecting} /> : null}
          {isSearching ? (
            <CanvasSearch definition={definition} onFind={commands.goTo} onClose={() => setSearching(false)} />
          ) : null}
          <CanvasTools
            map={map}
            onTidy={commands.tidy}
            onSearch={() => setSearching(true)}
            onHelp={() => setHelping(true)}
          />
        </ReactFlow>
      </div>
      <CanvasHelp open={isHelping} onClose={() => setHelping(false)} />
    </div>
  );
}

/** Says what the arrow keys and Enter do while a way is connected by keyboard. */
function Connecting({ definition, from }: { definition: JourneyDefinition; from: Exit }) {
  const { t } = useTranslation();
  const node = definition.nodes.find(({ id }) => id === from.node);
  if (!node) return null;
  const way = waysOf(node, t).find(({ branch }) => branch === from.branch)?.words;
  return (
    <Panel position="top-center" className={styles['connecting'] ?? ''} role="status">
      {t('canvas.connecting', { step: [t(`node.${node.kind}`), way].filter(Boolean).join(' · ') })}
    </Panel>
  );
}

/** The way or open end under the pointer, by its id on the canvas. */
function wayUnder({ clientX, clientY }: DragEvent): string | undefined {
  const elements = document.elementsFromPoint(clientX, clientY);
  const end = elements.map((one) => one.closest<HTMLElement>('.react-flow__node-end')).find(Boolean);
  if (end) return end.dataset['id'];
  return elements.map((one) => one.closest('.react-flow__edge')?.getAttribute('data-id')).find(Boolean) ?? undefined;
}
