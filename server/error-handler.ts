import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorResponse } from '#contracts/api/error.ts';
import { type ErrorCode, RequestError } from '#contracts/errors.ts';

/** Every error leaves in one shape; what nobody foresaw is logged in full and answered without its words. */
export function registerErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = asRequestError(error);
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

function asRequestError(error: FastifyError): RequestError {
  if (error instanceof RequestError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map(({ instancePath, message }) => ({
      field: instancePath.split('/').filter(Boolean).join('.') || (error.validationContext ?? 'body'),
      message: message ?? '',
    }));
    const [first] = details;
    return new RequestError('invalid_request', {
      ...(first && { message: `${first.field}: ${first.message}` }),
      details,
    });
  }
  const code = frameworkCodes[error.code];
  if (code !== undefined) return new RequestError(code);
  if (error instanceof SyntaxError && error.statusCode === 400) return new RequestError('malformed_json');
  return new RequestError('internal_error');
}
