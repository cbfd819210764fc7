import type { TimelineItem } from '#contracts/api/timeline.ts';

export type JourneyStep = Extract<TimelineItem, { type: 'journey_step' }>;
export type TimelineEvent = Extract<TimelineItem, { type: 'event' }>;

/** One line of the timeline: something that happened, or the steps that a run took at one moment, newest first. */
export type TimelineLine =
  /** `by`: the event that brought an order. */
  | { readonly type: 'item'; readonly item: TimelineItem; readonly by?: TimelineEvent }
  | { readonly type: 'steps'; readonly steps: readonly JourneyStep[] };

/** Steps that follow one another in the same run at the same moment become one line; all else stays as it is. */
export function foldTimeline(items: readonly TimelineItem[]): TimelineLine[] {
  const lines: TimelineLine[] = [];
  let steps: JourneyStep[] = [];
  const close = () => {
    const [only] = steps;
    if (only && steps.length === 1) lines.push({ type: 'item', item: only });
    if (steps.length > 1) lines.push({ type: 'steps', steps });
    steps = [];
  };
  for (const item of items) {
    if (item.type !== 'journey_step') {
      close();
      lines.push({ type: 'item', item });
      continue;
    }
    const before = steps.at(-1);
    if (before && (before.run !== item.run || before.at !== item.at)) close();
    steps.push(item);
  }
  close();
  return lines;
}

/** Among everything else, steps that say no more than that somebody went on would drown the rest. */
export function withoutMinorSteps(lines: readonly TimelineLine[]): TimelineLine[] {
  return lines.flatMap((line): TimelineLine[] => {
    if (line.type === 'item') return isMinor(line.item) ? [] : [line];
    const major = line.steps.filter((step) => !isMinor(step));
    const [only] = major;
    if (only === undefined) return [];
    return major.length === 1 ? [{ type: 'item', item: only }] : [line];
  });
}

function isMinor(item: TimelineItem): boolean {
  return item.type === 'journey_step' && (item.change === 'arrived' || item.branch === 'next');
}

/** An order and the event that brought it are one line: of one moment, and about the same order. */
export function withoutOrderEvents(lines: readonly TimelineLine[]): TimelineLine[] {
  const events = new Map<string, TimelineEvent>();
  for (const line of lines) {
    if (line.type === 'item' && line.item.type === 'event') events.set(orderKey(line.item), line.item);
  }
  const told = new Set<TimelineItem>();
  const joined = lines.map((line): TimelineLine => {
    if (line.type !== 'item' || line.item.type !== 'order') return line;
    const by = events.get(`${line.item.at} ${line.item.order}`);
    if (by === undefined) return line;
    told.add(by);
    return { ...line, by };
  });
  return joined.filter((line) => line.type !== 'item' || !told.has(line.item));
}

/** As an order is named: by what the event says, else by the event itself. */
function orderKey({ at, event, properties }: TimelineEvent): string {
  return `${at} ${properties['order_id'] || properties['orderId'] || event}`;
}
