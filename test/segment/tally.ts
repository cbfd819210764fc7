import assert from 'node:assert/strict';

/** How often each kind of condition was met with either answer. */
export class Tally {
  readonly #counts = new Map<string, { holds: number; fails: number }>();

  add(label: string, holds: boolean): void {
    const count = this.#counts.get(label) ?? { holds: 0, fails: 0 };
    this.#counts.set(label, count);
    count[holds ? 'holds' : 'fails'] += 1;
  }

  /** A line for each kind, and how many there were in all. */
  *lines(): Generator<string> {
    let all = 0;
    for (const [label, { holds, fails }] of [...this.#counts].sort()) {
      all += holds + fails;
      yield `${label}: ${holds} hold, ${fails} do not`;
    }
    yield `${all} answers`;
  }

  /** What was never met with one of the answers was not tested. By the first word of labels where there were few cases. */
  assertBoth(atLeast: number, by: 'kind' | 'label'): void {
    const groups = Map.groupBy(this.#counts, ([label]) => (by === 'label' ? label : (label.split(' ')[0] ?? label)));
    for (const [group, counts] of groups) {
      const sum = (answer: 'holds' | 'fails') => counts.reduce((total, [, count]) => total + count[answer], 0);
      const [holds, fails] = [sum('holds'), sum('fails')];
      assert(holds >= atLeast && fails >= atLeast, `${group}: ${holds} hold, ${fails} do not`);
    }
  }
}
