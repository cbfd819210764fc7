import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { RequestError } from '#contracts/errors.ts';
import type { ServerParts } from '../parts.ts';
import { createTokenBucket, type TokenBucket } from '../token-bucket.ts';
import { cookieHeaders, refuseOtherOrigins } from './guard.ts';
import type { People } from './people.ts';
import { signInError } from './sign-in-errors.ts';

/** What better-auth offers and we use; everything else of it stays shut. */
const open: ReadonlySet<string> = new Set([
  'GET get-session',
  'POST sign-in/email',
  'POST sign-out',
  'POST change-password',
  'POST reset-password',
]);

/** What lets somebody try a password or a link. */
const guessed: ReadonlySet<string> = new Set(['sign-in/email', 'change-password', 'reset-password']);

/** Guesses at a password: a few at once, then one every six seconds, per address and per account. */
const guesses = { perSecond: 1 / 6, burst: 10 };
const guessesPerAddress = { perSecond: 1, burst: 30 };

/** People's sessions, served by better-auth under /api/auth. */
export function registerSignIn(
  app: FastifyInstance,
  { people, log, guessClock }: Pick<ServerParts, 'people' | 'log' | 'guessClock'>,
): void {
  const takeGuess = createGuessLimit(guessClock);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 16 * 1024 }, (_request, body, done) =>
    done(null, body),
  );

  const handle = async (
    request: FastifyRequest<{ Params: { '*': string }; Body: string | undefined }>,
    reply: FastifyReply,
  ) => {
    const action = request.params['*'];
    if (!open.has(`${request.method} ${action}`)) throw new RequestError('not_found');
    if (request.method !== 'GET') refuseOtherOrigins(request);
    if (guessed.has(action)) takeGuess(request.ip, await accountOf(action, request, people));
    const response = await people.handle(asWebRequest(request));
    if (response.status >= 500) log.error({ action, status: response.status }, 'sign-in failed');
    if (!response.ok) throw await signInError(response);
    return relay(response, reply);
  };
  app.get('/api/auth/*', handle);
  app.post('/api/auth/*', handle);
}

function createGuessLimit(now = Date.now): (address: string, account: string | undefined) => void {
  const accounts = new LRUCache<string, TokenBucket>({ max: 10_000 });
  const addresses = new LRUCache<string, TokenBucket>({ max: 10_000 });
  const take = (buckets: LRUCache<string, TokenBucket>, key: string, { perSecond, burst }: typeof guesses) => {
    const bucket = buckets.get(key) ?? createTokenBucket(perSecond, burst);
    buckets.set(key, bucket);
    return bucket.take(1, now());
  };
  return (address, account) => {
    const wait = Math.max(
      take(addresses, address, guessesPerAddress),
      account === undefined ? 0 : take(accounts, `${address} ${account}`, guesses),
    );
    if (wait > 0) throw new RequestError('too_many_attempts', { retryAfterSeconds: wait });
  };
}

/** Whose password is tried: at sign-in the one named, else who is signed in. Nobody for a link, which is too long to be guessed. */
async function accountOf(
  action: string,
  request: FastifyRequest<{ Body: string | undefined }>,
  people: People,
): Promise<string | undefined> {
  if (action === 'sign-in/email') return readEmail(request.body);
  return (await people.find(cookieHeaders(request)))?.email;
}

function readEmail(body: string | undefined): string {
  try {
    const { email } = JSON.parse(body ?? '{}') as { email?: unknown };
    return typeof email === 'string' ? email.toLowerCase().slice(0, 320) : '';
  } catch {
    throw new RequestError('malformed_json');
  }
}

/** Only what better-auth needs to see; the client's address is ours to say. */
function asWebRequest(request: FastifyRequest<{ Body: string | undefined }>): Request {
  const headers = new Headers({ 'x-forwarded-for': request.ip });
  for (const name of ['cookie', 'user-agent', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return new Request(`${request.protocol}://${request.host}${request.url}`, {
    method: request.method,
    headers,
    ...(typeof request.body === 'string' && { body: request.body }),
  });
}

async function relay(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply
    .code(response.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(await response.text());
}
