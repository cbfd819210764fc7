import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkPaths } from '#channels/links/link-settings.ts';
import { type LinkClaims, readLink } from '#channels/links/token.ts';
import { createEngagementRecorder } from './engagement.ts';
import type { HostedParts } from './hosted-parts.ts';
import { sendInvalid } from './invalid-page.ts';

/** The smallest transparent GIF. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const isShortCode = /^[\w-]{1,64}$/;

/** Open pixel, click redirect and the short addresses of text messages. */
export function addLinkRoutes(app: FastifyInstance, parts: HostedParts): void {
  const { links, shortLinks } = parts;
  const engagement = createEngagementRecorder(parts);

  app.get(`${linkPaths.open}*`, async (request, reply) => {
    const claims = readLink(links.key, tokenOf(request));
    if (claims?.kind === 'open' && isPersonal(request)) await engagement.record(claims, 'opened');
    return reply.header('cache-control', 'no-store, private').type('image/gif').send(pixel);
  });

  app.get(`${linkPaths.click}*`, async (request, reply) => {
    return await follow(request, reply, readLink(links.key, tokenOf(request)));
  });

  app.get(`${linkPaths.short}*`, async (request, reply) => {
    const code = tokenOf(request);
    // A database refuses NUL with an error that would look like one of ours.
    const token = isShortCode.test(code) ? await shortLinks.find(code) : undefined;
    const claims = token === undefined ? undefined : readLink(links.key, token);
    if (claims?.kind === 'unsubscribe') return await redirect(reply, linkPaths.unsubscribe + token);
    if (claims?.kind === 'confirm') return await redirect(reply, linkPaths.confirm + token);
    if (claims?.kind === 'preferences') return await redirect(reply, linkPaths.preferences + token);
    return await follow(request, reply, claims);
  });

  async function follow(request: FastifyRequest, reply: FastifyReply, claims: LinkClaims | undefined) {
    // The target comes from a signed token and from nowhere else: this cannot be made to lead to another place.
    if (claims?.kind !== 'click' || !/^https?:\/\//i.test(claims.detail)) return await sendInvalid(request, reply);
    if (isPersonal(request)) await engagement.record(claims, 'clicked');
    return await redirect(reply, claims.detail);
  }
}

async function redirect(reply: FastifyReply, address: string): Promise<FastifyReply> {
  const headers = { 'cache-control': 'no-store, private', 'referrer-policy': 'no-referrer' };
  return await reply.headers(headers).redirect(encodeTarget(address), 302);
}

/** A header takes no letters beyond ASCII; addresses with them are written the way browsers do. */
function encodeTarget(address: string): string {
  return URL.canParse(address) ? new URL(address).href : encodeURI(address);
}

export function tokenOf(request: FastifyRequest): string {
  return (request.params as { readonly '*': string })['*'];
}

/** Neither a look at the headers nor a browser that fetches ahead is the person's own doing. */
function isPersonal({ method, headers }: FastifyRequest): boolean {
  const purpose = [headers['sec-purpose'], headers.purpose, headers['x-moz'], headers['x-purpose']].join(' ');
  return method === 'GET' && !/prefetch|preview|prerender/i.test(purpose);
}
