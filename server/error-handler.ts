import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { ErrorResponse } from '#contracts/api/error.ts';
import type { FieldProblem } from '#contracts/api/field-problem.ts';
import { type ErrorCode, RequestError } from '#contracts/errors.ts';
import { fieldProblemOf } from '#contracts/field-problem.ts';
import { fieldErrors } from './field-error.ts';

/** Every error leaves in one shape; what nobody foresaw is logged in full and answered without its words. */
export function registerErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = asRequestError(error, request);
    if (known.status >= 500 && known.code === 'internal_error') request.log.error({ err: error }, 'request failed');
    return sendError(reply, known, request);
  });
  app.setNotFoundHandler((request, reply) => sendError(reply, new RequestError('not_found'), request));
}

function sendError(reply: FastifyReply, error: RequestError, request: FastifyRequest): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
  if (error.code === 'unauthorized' && !request.url.startsWith('/api/')) reply.header('www-authenticate', 'Basic');
  const body: ErrorResponse = {
    error: {
      code: error.code,
      message: error.message,
      ...(error.details !== undefined && { details: error.details }),
    },
  };
  return reply.code(error.status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** Codes that Fastify and its plugins give to what a client did wrong. */
const frameworkCodes: { readonly [code: string]: ErrorCode } = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
  FST_ERR_BAD_URL: 'invalid_request',
  FST_ERR_NOT_FOUND: 'not_found',
};

function asRequestError(error: FastifyError, request: FastifyRequest): RequestError {
  if (error instanceof RequestError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return fieldErrors(error.validation.map((entry) => problemOf(entry, error.validationContext ?? 'body', request)));
  }
  const code = frameworkCodes[error.code];
  if (code !== undefined) return new RequestError(code);
  if (error instanceof SyntaxError && error.statusCode === 400) return new RequestError('malformed_json');
  return new RequestError('internal_error');
}

/** `instancePath` and `params` are those of an issue of Zod, taken apart by the validator. */
function problemOf(
  { instancePath, keyword, message, params }: FastifySchemaValidationError,
  context: NonNullable<FastifyError['validationContext']>,
  request: FastifyRequest,
): FieldProblem {
  const path = instancePath.split('/').filter(Boolean);
  const given = { body: request.body, querystring: request.query, params: request.params, headers: request.headers };
  const issue = { ...params, code: keyword, path, message: message ?? '' } as unknown as z.core.$ZodIssue;
  const problem = fieldProblemOf(issue, given[context]);
  return { ...problem, field: problem.field || context };
}
