import type { JourneyNote } from '../journey/note.ts';
import type { JourneyNode } from '../journey.ts';

type Json = ReturnType<typeof JSON.parse>;

/** What a step does, and which ways lead out of it; where they lead and where it stands are places of their own. */
export function contentOf({ position: _, branches, ...content }: JourneyNode): Json {
  return { ...content, ways: Object.keys(branches).sort() };
}

export function waysOf(node: JourneyNode): { readonly [branch: string]: string | null } {
  return node.branches;
}

/** A step by its content; ways that it had lead where they led, new ones to the end. */
export function withContent(before: JourneyNode | undefined, content: Json): JourneyNode {
  const { ways, ...rest } = content as { ways: readonly string[] };
  const led = before ? waysOf(before) : {};
  const branches = Object.fromEntries(ways.map((way) => [way, led[way] ?? null]));
  const place = before?.position ? { position: before.position } : {};
  return { ...rest, ...place, branches } as unknown as JourneyNode;
}

export function noteContentOf({ position: _, ...content }: JourneyNote): Json {
  return content;
}
