import type { EventSink, RefusedEvent, TrackedEvent } from '#contracts/tracked-event.ts';
import type { CompiledSchema, Verdict } from '#core/schema/compile.ts';
import type { KeptMisfit } from './kept-aside/keep-aside.ts';
import type { MisfitCounts, MisfitOutcome } from './misfit-counts.ts';
import { describeMisfit, fieldOf } from './misfit-words.ts';
import { plain } from './plain.ts';

export interface GateParts {
  /** Where events that fit go on to. */
  readonly sink: EventSink;
  readonly schema: () => CompiledSchema;
  readonly keepAside: (kept: KeptMisfit) => Promise<void>;
  readonly misfits: Pick<MisfitCounts, 'count'>;
}

const outcomes: { readonly [action in Verdict['action']]: MisfitOutcome } = {
  take: 'taken',
  keep_aside: 'kept_aside',
  refuse: 'refused',
};

/**
 * Stands before the log: what fits goes on, converted where that loses nothing, and the rest is kept aside or refused. An
 * answer means that both are durable. What fits is stored first: when the log is full, nothing of the call was taken.
 */
export function createSchemaGate({ sink, schema, keepAside, misfits }: GateParts): EventSink {
  return {
    async accept(events) {
      const compiled = schema();
      if (compiled.idle) return sink.accept(events);
      const fitting: TrackedEvent[] = [];
      const kept: KeptMisfit[] = [];
      const refused: RefusedEvent[] = [];
      for (const [index, event] of events.entries()) {
        const verdict = compiled.judge(event);
        if (verdict === undefined) {
          fitting.push(event);
          continue;
        }
        if (verdict.misfits.length > 0) count(event, verdict);
        if (verdict.action === 'take') fitting.push(verdict.event);
        else {
          refused.push(describe(index, event, verdict));
          if (verdict.action === 'keep_aside') kept.push({ event: alone(event), misfits: verdict.misfits });
        }
      }
      const { duplicates } = fitting.length > 0 ? await sink.accept(fitting) : { duplicates: 0 };
      await Promise.all(kept.map(keepAside));
      return refused.length > 0 ? { duplicates, refused } : { duplicates };
    },
  };

  function count({ workspace, content, receivedAt }: TrackedEvent, { action, misfits: found }: Verdict): void {
    const kind = content.type === 'track' ? 'event' : 'trait';
    const name = content.type === 'track' ? plain(content.name) : '';
    for (const { reason, path } of found) {
      misfits.count({ workspace, kind, name, reason, path: plain(path), outcome: outcomes[action] }, receivedAt);
    }
  }
}

/** It comes in later, by itself. */
function alone({ call: _call, ...event }: TrackedEvent): TrackedEvent {
  return event;
}

function describe(index: number, { content }: TrackedEvent, { action, misfits: [first] }: Verdict): RefusedEvent {
  const kind = content.type === 'track' ? 'event' : 'trait';
  const misfit = first ?? { reason: 'unknown_event', path: '' };
  return {
    index,
    reason: misfit.reason,
    field: fieldOf(misfit, kind),
    message: describeMisfit(misfit, kind),
    keptAside: action === 'keep_aside',
  };
}
