import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '#contracts/errors.ts';
import { type AdminFile, type Encoding, readAdminFiles } from './admin-files.ts';

/**
 * Scripts only from here. Styles may stand in elements, because Ant Design writes them at run time. Pictures may come from
 * anywhere, because previews show the brand's own e-mails, whose frames inherit this policy.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https: http:",
  "font-src 'self' data: https:",
  "connect-src 'self'",
  "frame-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const notPages = ['/api/', '/v1/', '/health/', '/metrics', '/assets/'];

/** The admin app. Paths that name no file are screens of the app, which finds out itself what to show. */
export async function registerAdminApp(app: FastifyInstance, directory: string): Promise<void> {
  const files = await readAdminFiles(directory);
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`There is no index.html in ${directory}; build the admin app first`);

  app.get('/*', async (request, reply) => {
    const path = decodePath(request.url);
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file !== undefined) return send(request, reply, file);
    if (notPages.some((start) => path.startsWith(start))) throw new RequestError('not_found');
    return send(request, reply, index);
  });
}

async function send(request: FastifyRequest, reply: FastifyReply, file: AdminFile): Promise<FastifyReply> {
  const encoding = chooseEncoding(request.headers['accept-encoding'], file);
  reply
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (file.type.startsWith('text/html')) reply.header('content-security-policy', contentSecurityPolicy);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.type).send(await file.body(encoding));
}

function chooseEncoding(accepted: string | undefined, { type }: AdminFile): Encoding {
  if (accepted === undefined || !/^(text|application|image\/svg)/.test(type)) return 'identity';
  const names = accepted.split(',').map((part) => part.split(';', 1)[0]?.trim());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : 'identity';
}

function decodePath(url: string): string {
  const [path = '/'] = url.split('?', 1);
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RequestError('invalid_request', { message: 'The path is not encoded as UTF-8.' });
  }
}
