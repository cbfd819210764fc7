import { useReactFlow } from '@xyflow/react';
import { type RefObject, useRef } from 'react';
import type { JourneyNote } from '#contracts/journey/note.ts';
import type { JourneyDefinition, JourneyNodeKind } from '#contracts/journey.ts';
import {
  branchesOf,
  connect,
  type Exit,
  freshId,
  type Point,
  removeNodes,
  withoutPlaces,
  withPlaces,
} from '../../graph/edit-journey.ts';
import { copyFragment, pasteFragment, readFragment } from '../../graph/fragment.ts';
import { branchOrder, newNode } from '../../nodes/index.ts';
import type { CanvasNode } from '../canvas-model.ts';
import { freeRoom } from '../layout/free-room.ts';
import { cardHeight, cardWidth, type JourneyLayout } from '../layout/layout.ts';
import type { Direction } from './canvas-neighbour.ts';
import { neighbourOf } from './canvas-neighbour.ts';

interface CommandParts {
  readonly definition: JourneyDefinition;
  readonly layout: JourneyLayout;
  readonly chosen: ReadonlySet<string>;
  readonly wrapper: RefObject<HTMLElement | null>;
  readonly mayChange: boolean;
  readonly choose: (ids: readonly string[]) => void;
  /** The way that is being connected by keyboard. */
  readonly connecting: Exit | undefined;
  readonly setConnecting: (from: Exit | undefined) => void;
  readonly onChange: (definition: JourneyDefinition) => void;
  readonly onSelect: (node: string | undefined) => void;
  readonly onAdd: (from: Exit, kind: JourneyNodeKind) => void;
}

const apart = 40;

/** While nothing is written on it; the style sheet says the same. */
const noteSize = { width: 208, height: 96 };

/** What can be done on the canvas, by mouse and by keyboard alike. */
export function useCanvasCommands(parts: CommandParts) {
  const {
    definition,
    layout,
    chosen,
    wrapper,
    mayChange,
    choose,
    connecting,
    setConnecting,
    onChange,
    onSelect,
    onAdd,
  } = parts;
  const flow = useReactFlow<CanvasNode>();
  const pointer = useRef<Point>(undefined);
  const [first] = chosen;

  /** Where everything stands now, so that what is added beside it can have a place of its own. */
  const placed = () => withPlaces(definition, layout.places);
  const focus = (id: string) => {
    choose([id]);
    const card = () => wrapper.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    // At once where it can be: the next key may come before the next frame.
    const here = card();
    if (here) here.focus();
    else requestAnimationFrame(() => card()?.focus());
  };
  const middle = (): Point => {
    const box = wrapper.current?.getBoundingClientRect();
    return flow.screenToFlowPosition(box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 });
  };
  const addFragment = (text: string, at: Point): boolean => {
    const fragment = mayChange ? readFragment(text) : undefined;
    if (!fragment) return false;
    const { definition: next, added } = pasteFragment(placed(), fragment, at);
    onChange(next);
    // The steps are on the canvas only after the change.
    setTimeout(() => choose(added), 0);
    return true;
  };
  const copy = () => {
    if (chosen.size === 0) return undefined;
    return copyFragment(definition, chosen, layout.places);
  };
  const remove = (ids: readonly string[]) => {
    const { notes = [], ...rest } = removeNodes(definition, ids);
    const kept = notes.filter(({ id }) => !ids.includes(id));
    onChange({ ...rest, ...(kept.length > 0 && { notes: kept }) });
    onSelect(undefined);
  };

  return {
    pointer,
    copy,
    remove,
    paste: (text: string) => addFragment(text, pointer.current ?? middle()),
    duplicate() {
      const text = copy();
      const places = flow.getNodes().filter(({ id }) => chosen.has(id));
      if (!text || places.length === 0) return;
      addFragment(text, {
        x: Math.min(...places.map(({ position }) => position.x)) + apart,
        y: Math.max(...places.map(({ position, measured }) => position.y + (measured?.height ?? 0))) + apart,
      });
    },
    /** Behind the chosen step, else where the journey first ends. */
    addBehind(kind: JourneyNodeKind) {
      const from = definition.nodes.find(({ id }) => id === first);
      const ways = (from ? [from] : definition.nodes).flatMap((node) =>
        branchOrder(node).map((branch) => ({ node: node.id, branch, to: branchesOf(node)[branch] ?? null })),
      );
      const way = ways.find(({ to }) => to === null) ?? (kind === 'exit' ? undefined : ways[0]);
      if (way) onAdd({ node: way.node, branch: way.branch }, kind);
    },
    addAt(kind: JourneyNodeKind, at: Point) {
      const id = freshId(kind);
      const node = { ...newNode(kind, id), position: { x: Math.round(at.x - 120), y: Math.round(at.y - 36) } };
      const before = placed();
      onChange({ ...before, nodes: [...before.nodes, node] });
      onSelect(id);
    },
    addNote() {
      const wanted = pointer.current ?? middle();
      const at = freeRoom(
        { ...wanted, ...noteSize },
        flow.getNodes().map(({ position, measured }) => ({
          ...position,
          width: measured?.width ?? cardWidth,
          height: measured?.height ?? cardHeight(false),
        })),
      );
      const note: JourneyNote = {
        id: freshId('note'),
        text: '',
        color: 'yellow',
        position: { x: Math.round(at.x), y: Math.round(at.y) },
      };
      onChange({ ...definition, notes: [...(definition.notes ?? []), note] });
      setTimeout(() => choose([note.id]), 0);
    },
    changeNote: (note: JourneyNote) =>
      onChange({ ...definition, notes: (definition.notes ?? []).map((one) => (one.id === note.id ? note : one)) }),
    tidy() {
      onChange(withoutPlaces(definition));
      requestAnimationFrame(() => void flow.fitView({ maxZoom: 1, padding: 0.12 }));
    },
    walk(from: string | undefined, direction: Direction) {
      const trigger = definition.nodes.find(({ kind }) => kind === 'trigger')?.id;
      const next = from === undefined ? trigger : neighbourOf(definition, layout.places, from, direction);
      if (next !== undefined) focus(next);
    },
    /** The first time the first way of the step, then the next one. */
    startConnecting(from: string | undefined) {
      const node = definition.nodes.find(({ id }) => id === (connecting?.node ?? from));
      const branches = node ? branchOrder(node) : [];
      if (!node || branches.length === 0 || !mayChange) return;
      const at = connecting ? branches.indexOf(connecting.branch) + 1 : 0;
      const branch = branches[at % branches.length];
      if (branch !== undefined) setConnecting({ node: node.id, branch });
    },
    finishConnecting(at: string | undefined) {
      const target = definition.nodes.find(({ id }) => id === at);
      if (connecting && target && target.id !== connecting.node && target.kind !== 'trigger')
        onChange(connect(definition, connecting, target.id));
      setConnecting(undefined);
    },
    goTo(id: string) {
      const node = flow.getNode(id);
      if (!node) return;
      const x = node.position.x + (node.measured?.width ?? 240) / 2;
      const y = node.position.y + (node.measured?.height ?? 72) / 2;
      void flow.setCenter(x, y, { zoom: 1, duration: 200 });
      focus(id);
      onSelect(node.type === 'step' ? id : undefined);
    },
  };
}
