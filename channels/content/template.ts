import { LiquidError, type Template } from 'liquidjs';
import type { TemplateProblemReason } from '#contracts/template-problem.ts';
import { type Escaping, liquidFor } from './liquid.ts';
import { reasonOf } from './template-reason.ts';

/** Where a template is wrong, counted from 1; null where no line can be named. */
export interface TemplateProblem extends TemplateProblemReason {
  readonly field: string;
  readonly line: number | null;
  /** An English sentence. */
  readonly message: string;
  /** In a strict rendering: the variable that has no value, as the template names it. */
  readonly missing?: string;
}

export class TemplateError extends Error {
  override name = 'TemplateError';
  readonly problem: TemplateProblem;
  constructor(problem: TemplateProblem) {
    super(`${problem.field}${problem.line === null ? '' : `, line ${problem.line}`}: ${problem.message}`);
    this.problem = problem;
  }
}

/** Longer output than any channel takes; providers cut mails of 102 KB and refuse those of some MB. */
const longestOutput = 1_000_000;

/**
 * Renders the source with the values. Throws TemplateError; a strict one also where a variable has no value and nothing stands in
 * its place.
 */
export type CompiledTemplate = (scope: object, globals: object, strict: boolean) => string;

/** Throws TemplateError where the source cannot be read. */
export function compileTemplate(field: string, source: string, escaping: Escaping): CompiledTemplate {
  const engine = liquidFor(escaping);
  if (!source.includes('{{') && !source.includes('{%')) return () => source;
  const templates: Template[] = guarded(field, () => engine.parse(source));
  return (scope, globals, strict) => {
    const output: unknown = guarded(field, () =>
      engine.renderSync(templates, scope, { globals, strictVariables: strict }),
    );
    const text = String(output);
    if (text.length > longestOutput) {
      const message = `the result is longer than ${longestOutput} characters`;
      throw new TemplateError({ field, line: null, code: 'too_long', params: {}, message });
    }
    return text;
  };
}

function guarded<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new TemplateError({ field, ...describe(error) });
  }
}

function describe(error: unknown): Omit<TemplateProblem, 'field'> {
  if (!LiquidError.is(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return { line: null, ...reasonOf(message), message };
  }
  const message = error.message.replace(/, (?:line:\d+, )?(?:col|file|line):.*$/s, '').trim();
  const reason = reasonOf(message);
  const missing = reason.code === 'no_value' ? reason.params['variable'] : undefined;
  return { line: error.token.getPosition()[0] ?? null, ...reason, message, ...(missing !== undefined && { missing }) };
}
