import { useSyncExternalStore } from 'react';
import { useFormat } from '../format.ts';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page; it ticks every five seconds while somebody looks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

export function RelativeTime({ at }: { at: string }) {
  const format = useFormat();
  const ticking = useNow();
  const moment = Date.parse(at);
  const reference = moment <= Date.now() ? Math.max(ticking, moment) : ticking;
  return (
    <time dateTime={at} title={format.dateTime(at)} className="number">
      {format.relative(at, reference)}
    </time>
  );
}
