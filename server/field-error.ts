import type { FieldProblem, FieldProblemCode } from '#contracts/api/field-problem.ts';
import { RequestError } from '#contracts/errors.ts';

/** An `invalid_request` about these fields. */
export function fieldErrors(problems: readonly FieldProblem[]): RequestError {
  const [first] = problems;
  return new RequestError('invalid_request', {
    ...(first && { message: `${first.field}: ${first.message}` }),
    details: problems,
  });
}

/** An `invalid_request` about one field, whose `message` needs no name before it. */
export function fieldError(field: string, code: FieldProblemCode, message: string, limit?: number): RequestError {
  const problem: FieldProblem = { field, code, message, ...(limit !== undefined && { limit }) };
  return new RequestError('invalid_request', { message, details: [problem] });
}
