import { LiquidError, type Template } from 'liquidjs';
import { type Escaping, liquidFor } from './liquid.ts';

/** Where a template is wrong, counted from 1; null where no line can be named. */
export interface TemplateProblem {
  readonly field: string;
  readonly line: number | null;
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
      throw new TemplateError({ field, line: null, message: `the result is longer than ${longestOutput} characters` });
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
  if (!LiquidError.is(error)) return { line: null, message: error instanceof Error ? error.message : String(error) };
  const message = error.message.replace(/, (?:line:\d+, )?(?:col|file|line):.*$/s, '').trim();
  const missing = /^undefined variable: (.+)$/.exec(message)?.[1];
  return { line: error.token.getPosition()[0] ?? null, message, ...(missing !== undefined && { missing }) };
}
