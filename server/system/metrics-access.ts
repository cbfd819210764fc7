import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { RequestError } from '#contracts/errors.ts';

/** Who may read /metrics: `guarded` asks everybody who is not on this machine for an API key. */
export type MetricsAccess = 'guarded' | 'public';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What proxies add: behind one on this machine, everybody would seem to be here. */
const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

export interface MetricsAccessParts {
  readonly metricsAccess?: MetricsAccess | undefined;
  readonly findKey: (key: string) => Promise<unknown>;
}

/** Throws `unauthorized` for whoever may not read the metrics. Any API key will do; its role does not matter. */
export async function checkMetricsAccess(request: FastifyRequest, parts: MetricsAccessParts): Promise<void> {
  if (parts.metricsAccess === 'public' || isLocal(request)) return;
  const key = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined || (await parts.findKey(key)) === undefined) throw new RequestError('unauthorized');
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  if (forwardingHeaders.some((name) => headers[name] !== undefined)) return false;
  const address = socket.remoteAddress ?? '';
  // Also matches ::ffff:127.0.0.1, as a socket for both families names it.
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
