import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { leavesOf } from '../compile.ts';
import { kindOf } from '../conditions/index.ts';
import { type Referenced, referencedSegments, resolveReference, segmentAsked } from '../reference.ts';
import { type SegmentSettings, segmentSettings } from '../segment-settings.ts';

/**
 * For the release that follows `previous`: segments whose own condition stayed as it was, but whose answer may be another
 * one because a segment that they ask for has changed, or a setting that they go by, are of the new release too. So
 * everybody is looked at again with the seed of that release.
 */
export function renewSegments(previous: Release, next: Release): Release['segments'] {
  const [before, after] = [previous, next].map((release) => meaningsOf(release));
  return next.segments.map((segment) => {
    if (segment.sinceRelease === next.number || !before?.has(segment.id)) return segment;
    const same = before.get(segment.id) === after?.get(segment.id);
    return same ? segment : { ...segment, sinceRelease: next.number };
  });
}

/** Of each segment a text that differs where its answers may: what it asks for with all references written out, and the settings. */
function meaningsOf(release: Release): ReadonlyMap<string, string> {
  const { segments } = release;
  const settings = segmentSettings(release);
  const referenced = referencedSegments(segments);
  return new Map(
    segments.map(({ id, condition }) => {
      const read = new Set<keyof SegmentSettings>(
        leavesOf(condition, referenced).flatMap((leaf) => kindOf(leaf).settings?.(leaf) ?? []),
      );
      const goneBy = [...read].sort().map((name) => [name, settings[name] ?? null]);
      return [id, JSON.stringify([writtenOut(condition, referenced), goneBy])];
    }),
  );
}

function writtenOut(condition: SegmentCondition, referenced: Referenced): unknown {
  switch (condition.type) {
    case 'all':
    case 'any':
      return [condition.type, ...condition.conditions.map((part) => writtenOut(part, referenced))];
    case 'not':
      return ['not', writtenOut(condition.condition, referenced)];
    case 'segment':
    case 'lifecycle':
      return [segmentAsked(condition), writtenOut(resolveReference(referenced, condition), referenced)];
    default:
      return condition;
  }
}
