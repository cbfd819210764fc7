/** What can be undone and redone. `present` is what is shown and saved. */
export interface DraftHistory<Value> {
  readonly past: readonly Value[];
  readonly present: Value;
  readonly future: readonly Value[];
  /** When the last change was made; changes in quick succession (typing) are undone together. */
  readonly changedAt: number;
}

const together = 700;
const longest = 100;

export function startHistory<Value>(present: Value): DraftHistory<Value> {
  return { past: [], present, future: [], changedAt: 0 };
}

export function changed<Value>(history: DraftHistory<Value>, present: Value, now: number): DraftHistory<Value> {
  const joins = now - history.changedAt < together && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-longest);
  return { past, present, future: [], changedAt: now };
}

export function undone<Value>(history: DraftHistory<Value>): DraftHistory<Value> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], changedAt: 0 };
}

export function redone<Value>(history: DraftHistory<Value>): DraftHistory<Value> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, changedAt: 0 };
}
