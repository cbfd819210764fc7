import type { MicroBatch } from './micro-batch.ts';

/** A stimulus or a due timer of a batch. */
export type Entry = MicroBatch['stimuli'][number] | MicroBatch['due'][number];

export type Part = Pick<MicroBatch, 'stimuli' | 'due' | 'refused'>;

/** Why the store would refuse a commit of this part alone; undefined where it takes it. */
export type Probe = (part: Part) => Promise<Error | undefined>;

/**
 * For a batch whose commit is refused: the entries that must become dead letters so that it is taken, each with the reason.
 * People are halved until each of those concerned stands alone; then, in the order of what came for her, whatever makes the
 * commit fail goes, so that everything before and after it counts.
 */
export async function findRefused(
  { stimuli, due }: Pick<MicroBatch, 'stimuli' | 'due'>,
  probe: Probe,
): Promise<ReadonlyMap<Entry, Error>> {
  const refused = new Map<Entry, Error>();
  const people = [...Map.groupBy<string, Entry>([...stimuli, ...due], subjectOf).values()];
  const ask = (entries: readonly Entry[]) =>
    probe({ stimuli: entries.filter(isStimulus), due: entries.filter((entry) => !isStimulus(entry)), refused });

  async function halve(group: readonly (readonly Entry[])[]): Promise<void> {
    if ((await ask(group.flat())) === undefined) return;
    if (group.length === 1) {
      await sift((group[0] ?? []).map((entry) => [entry]));
      return;
    }
    const middle = group.length >>> 1;
    await halve(group.slice(0, middle));
    await halve(group.slice(middle));
  }

  /** Refuses one unit after the other, each time the first that is not taken together with those before it. */
  async function sift(units: readonly (readonly Entry[])[]): Promise<void> {
    let taken = 0;
    for (;;) {
      let error = await ask(units.flat());
      if (error === undefined) return;
      let failing = units.length;
      while (failing - taken > 1) {
        const middle = (taken + failing) >>> 1;
        const answer = await ask(units.slice(0, middle).flat());
        if (answer === undefined) taken = middle;
        else [failing, error] = [middle, answer];
      }
      const unit = units[failing - 1] ?? [];
      // Its letters alone are refused, so it is not about any of the entries.
      if (unit.every((entry) => refused.has(entry))) throw error;
      for (const entry of unit) refused.set(entry, error);
    }
  }

  await halve(people);
  // Each may be taken alone, and all together not.
  await sift(people);
  return refused;
}

function subjectOf({ workspace, profile }: Entry): string {
  return `${workspace}:${profile}`;
}

function isStimulus(entry: Entry): entry is MicroBatch['stimuli'][number] {
  return 'type' in entry;
}
