import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Sql } from '#components/postgres/database.ts';
import type { Session } from '#contracts/api/session.ts';
import { RequestError } from '#contracts/errors.ts';
import { createAnswerInTime } from '../tracking/answer-in-time.ts';
import { findApiKey } from './api-keys.ts';
import type { People } from './people.ts';
import { type Permission, permissionOf, rolesOf } from './permissions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
  interface FastifyRequest {
    /** Who asks; null on routes that need nobody. */
    caller: Session | null;
    /** Asked again during an answer that lasts: the session may have ended, the role changed, the key been deleted. */
    isStillAllowed: () => Promise<boolean>;
  }
}

export interface GuardParts {
  readonly sql: Sql;
  readonly people: People;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets nobody past without what the permission table asks for, and nothing be registered that the table does not know.
 * A cookie is only good for requests that come from our own pages.
 */
export function registerGuard(app: FastifyInstance, parts: GuardParts): void {
  const inTime = createAnswerInTime({ milliseconds: 5_000, underWay: 500 });
  app.decorateRequest('caller', null);
  app.decorateRequest('isStillAllowed', async function (this: FastifyRequest) {
    const caller = await inTime(() => identify(this, parts));
    return caller !== undefined && caller.role === this.caller?.role;
  });
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      const permission = permissionOf(method, route.url);
      if (permission === undefined) {
        throw new Error(
          `${method} ${route.url} has no entry in server/auth/permissions.ts; add one that says who may use it`,
        );
      }
      route.config = { ...route.config, permission };
    }
  });
  app.addHook('onRequest', async (request) => {
    const { permission } = request.routeOptions.config;
    const roles = permission && rolesOf[permission];
    if (roles === undefined) return;
    const caller = await inTime(() => identify(request, parts));
    if (caller === undefined) throw new RequestError('unauthorized');
    if (!roles.includes(caller.role)) throw new RequestError('forbidden');
    request.caller = caller;
  });
}

async function identify(request: FastifyRequest, { sql, people }: GuardParts): Promise<Session | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = /^bearer\s+(\S+)$/i.exec(authorization)?.[1];
    return key === undefined ? undefined : findSession(sql, key);
  }
  if (!safeMethods.has(request.method)) refuseOtherOrigins(request);
  const person = await people.find(cookieHeaders(request));
  return person && { kind: 'person', name: person.name, email: person.email, role: person.role };
}

/** The holder of an API key, as whoever asks. */
async function findSession(sql: Sql, key: string): Promise<Session | undefined> {
  const holder = await findApiKey(sql, key);
  return holder && { kind: 'api_key', name: holder.name, email: null, role: holder.role };
}

export function cookieHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  if (request.headers.cookie !== undefined) headers.set('cookie', request.headers.cookie);
  return headers;
}

/**
 * Cross-site request forgery: a browser sends our cookie along with a form or a script of another site, but it also says
 * where that came from. Whoever sends neither header is no browser and has no cookie by accident.
 */
export function refuseOtherOrigins(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new RequestError('cross_origin_refused');
  const { origin } = request.headers;
  if (origin !== undefined && hostOf(origin) !== request.headers.host) throw new RequestError('cross_origin_refused');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
