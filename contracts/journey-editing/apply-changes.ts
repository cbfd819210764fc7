import type { JourneyNote } from '../journey/note.ts';
import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { ChangeConflict, JourneyChange } from './change.ts';
import { sameValue } from './same-value.ts';
import { contentOf, noteContentOf, waysOf, withContent } from './step-parts.ts';

type Value = JourneyChange['before'];

interface Applied {
  readonly definition: JourneyDefinition;
  readonly conflicts: readonly ChangeConflict[];
}

/**
 * Puts changes into a draft that may have moved on since they were made. What stands there already counts as applied.
 * Where something else stands by now than the change was made from, it stays, and the change is a conflict for a person
 * to decide; only where things stand on the canvas the last word wins. A step that somebody else has worked on is not
 * removed.
 */
export function applyChanges(draft: JourneyDefinition, changes: readonly JourneyChange[]): Applied {
  const working = open(draft);
  const conflicts: ChangeConflict[] = [];
  const contested = new Set<string>();
  for (const change of changes) {
    const { place, after } = change;
    const theirs = working.read(change);
    if (theirs === undefined) {
      if (after !== null && !isPlaceOnCanvas(change)) conflicts.push({ place, mine: after, theirs: null });
      continue;
    }
    if (sameValue(theirs, withoutPosition(after))) continue;
    const removesContested = place.part === 'node' && after === null && contested.has(place.node);
    const isUntouched = sameValue(theirs, withoutPosition(change.before)) && !removesContested;
    if (isUntouched || isPlaceOnCanvas(change)) {
      working.write(change);
      continue;
    }
    conflicts.push({ place, mine: after, theirs });
    if ('node' in place) contested.add(place.node);
  }
  return { definition: working.close(), conflicts };
}

function isPlaceOnCanvas({ place }: JourneyChange): boolean {
  return place.part === 'position' || place.part === 'notePosition';
}

/** What is added or removed carries where it stands; what it is does not depend on it. */
function withoutPosition(value: Value): Value {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const { position: _, ...content } = value;
  return content;
}

interface Working {
  /** What stands at the place; undefined where there is no such place any more. */
  read(change: JourneyChange): Value | undefined;
  write(change: JourneyChange): void;
  close(): JourneyDefinition;
}

function open(draft: JourneyDefinition): Working {
  const fields = new Map<string, unknown>(Object.entries(draft));
  const nodes = new Map(draft.nodes.map((node) => [node.id, node]));
  const notes = new Map((draft.notes ?? []).map((note) => [note.id, note]));

  return {
    read({ place }) {
      switch (place.part) {
        case 'field':
          return (fields.get(place.name) ?? null) as Value;
        case 'node': {
          const node = nodes.get(place.node);
          return node ? contentOf(node) : null;
        }
        case 'way': {
          const node = nodes.get(place.node);
          return node && waysOf(node)[place.branch];
        }
        case 'position': {
          const node = nodes.get(place.node);
          return node && (node.position ?? null);
        }
        case 'note': {
          const note = notes.get(place.note);
          return note ? noteContentOf(note) : null;
        }
        case 'notePosition':
          return notes.get(place.note)?.position;
      }
    },
    write({ place, after }) {
      switch (place.part) {
        case 'field':
          if (after === null) fields.delete(place.name);
          else fields.set(place.name, after);
          return;
        case 'node':
          if (after === null) nodes.delete(place.node);
          else nodes.set(place.node, withContent(nodes.get(place.node), after));
          return;
        case 'way': {
          const node = nodes.get(place.node);
          const branches = node && { ...waysOf(node), [place.branch]: after };
          if (node) nodes.set(place.node, { ...node, branches } as JourneyNode);
          return;
        }
        case 'position': {
          const { position: _, ...node } = nodes.get(place.node) ?? {};
          nodes.set(place.node, { ...node, ...(after !== null && { position: after }) } as JourneyNode);
          return;
        }
        case 'note': {
          const position = notes.get(place.note)?.position;
          if (after === null) notes.delete(place.note);
          else notes.set(place.note, { ...(after as object), ...(position && { position }) } as JourneyNote);
          return;
        }
        case 'notePosition':
          notes.set(place.note, { ...notes.get(place.note), position: after } as JourneyNote);
          return;
      }
    },
    close() {
      const { notes: _, ...rest } = Object.fromEntries(fields) as unknown as JourneyDefinition;
      return { ...rest, nodes: [...nodes.values()], ...(notes.size > 0 && { notes: [...notes.values()] }) };
    },
  };
}
