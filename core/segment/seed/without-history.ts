import type { SegmentCondition } from '#contracts/segment.ts';
import { scoreParts } from '../../lead-score/compile.ts';
import type { CompiledRelease } from '../../release.ts';
import { newProfileState } from '../../state.ts';
import type { CompiledSegments } from '../compile.ts';
import { kindOf } from '../conditions/index.ts';
import { resolveReference } from '../reference.ts';

/**
 * Segments whose answer a release left open, where none of them can hold for anybody of whom its counters hold nothing,
 * whatever else is known: the seeds of such people tell nothing and need not be sent, but to whoever was inside one of them
 * before. Undefined where everybody must be looked at.
 */
export function segmentsOfHistoryAlone(release: CompiledRelease, number: number): readonly string[] | undefined {
  const { segments, computed, leadScore } = release;
  const others = [...computed.byId.values(), ...scoreParts(leadScore)];
  if (others.some(({ sinceRelease }) => sinceRelease === number)) return undefined;
  const open = segments.segmentsByRelease.get(number) ?? [];
  const isNobody = (id: string): boolean => {
    const segment = segments.segments.get(id);
    return segment !== undefined && answerWithout(segments, segment.condition, number) === false;
  };
  return open.every(isNobody) ? open : undefined;
}

/** What a condition answers where the counters of a release hold nothing; undefined where that alone does not tell. */
function answerWithout(segments: CompiledSegments, condition: SegmentCondition, release: number): boolean | undefined {
  switch (condition.type) {
    case 'all':
      return allOf(condition.conditions.map((part) => answerWithout(segments, part, release)));
    case 'any':
      return not(allOf(condition.conditions.map((part) => not(answerWithout(segments, part, release)))));
    case 'not':
      return not(answerWithout(segments, condition.condition, release));
    case 'segment':
    case 'lifecycle':
      return answerWithout(segments, resolveReference(segments.referenced, condition), release);
    default: {
      const kind = kindOf(condition);
      const keys = segments.counterKeys.get(condition) ?? [];
      const isNew = (key: string): boolean => segments.counters.get(key)?.since === release;
      if (keys.length === 0 || !keys.every(isNew) || kind.reads(condition).length > 0) return undefined;
      return kind.holds(condition, { compiled: segments, state: nobody }, 0);
    }
  }
}

const nobody = newProfileState('', 0);

function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.every((answer) => answer === true) ? true : undefined;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}
