import i18next from 'i18next';
import { nearestLanguage } from '../i18n/languages.ts';
import { fieldProblemsOf, fieldSentence } from './field-sentence.ts';

export interface Failure {
  /** 0: the server could not be reached. */
  readonly status: number;
  readonly code: string;
  /** What the server said, in English: the sentence of the code, or a more exact one. */
  readonly told: string;
  readonly details?: unknown;
}

/**
 * What went wrong in the reader's language. In English that is what the server said. In Chinese it is the sentence of the
 * code, and behind it what the server said where that is more exact: it names what the reader has to look for. What is
 * wrong with a single field has words in every language.
 */
export function errorSentence({ status, code, told, details }: Failure): string {
  const readable = /^\s*(<|$)/.test(told) ? '' : (ofField(details) ?? told);
  if (status !== 0 && readable !== '' && nearestLanguage(i18next.language ?? 'en') === 'en') return readable;
  const known = status === 0 ? 'unreachable' : i18next.exists(`errors.${code}`) ? code : 'unknown';
  if (!i18next.exists(`errors.${known}`)) return told;
  const sentence = i18next.t(`errors.${known}`, { status });
  const usual = i18next.t(`errors.${known}`, { status, lng: 'en' });
  if (status === 0 || readable === '' || readable === usual) return sentence;
  return i18next.t('errors.withDetail', { sentence, detail: readable });
}

/** A wrong form says nothing that the server does not say more exactly. */
function ofField(details: unknown): string | undefined {
  const [problem] = fieldProblemsOf(details);
  if (problem === undefined || problem.code === 'wrong_form') return undefined;
  return i18next.t('errors.ofField', { field: problem.field, sentence: fieldSentence(problem) });
}
