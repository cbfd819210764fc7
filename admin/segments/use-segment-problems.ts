import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { Segment } from '#contracts/api/segment.ts';
import { segmentsQuery } from './segment-queries.ts';

/** What stands in the way of publishing a segment, in the reader's language and by the names that the reader knows. */
export function useSegmentProblems({ problems }: Pick<Segment, 'problems'>): readonly DefinitionProblem[] {
  const { t } = useTranslation();
  const segments = useQuery({ ...segmentsQuery, enabled: problems.length > 0 }).data?.items;

  const words = ({ code, path, params, message }: DefinitionProblem): string => {
    switch (code) {
      case 'incomplete': {
        const number = outermostCondition(path);
        if (number !== undefined) return t('segments.problem.condition', { number });
        return t(path === 'name' ? 'segments.problem.name' : 'segments.problem.incomplete');
      }
      case 'unknown_segment': {
        const id = params['segment'] ?? '';
        return t('segments.problem.unknown_segment', {
          segment: segments?.find((segment) => segment.id === id)?.name ?? id,
        });
      }
      case 'segment_cycle':
      case 'unknown_list':
        return t(`segments.problem.${code}`, params);
      default:
        return message;
    }
  };
  return oncePerSentence(problems.map((problem) => ({ ...problem, message: words(problem) })));
}

/** The number, as the editor shows them from above, of the condition that a path like `condition.conditions.1.trait` lies in. */
export function outermostCondition(path: string | null): number | undefined {
  const number = /^condition\.conditions\.(\d+)(?:\.|$)/.exec(path ?? '')?.[1];
  return number === undefined ? undefined : Number(number) + 1;
}

/** One condition may lack several things; it is named once. */
export function oncePerSentence(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
