import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { isPrivateAddress } from '#channels/webhook/private-addresses.ts';
import { PrivateAddressError, publicLookup } from '#channels/webhook/public-lookup.ts';

const idleMilliseconds = 60_000;
const redirectsAtMost = 5;

interface Wanted {
  readonly headers: { readonly [name: string]: string };
  readonly allowPrivateAddresses: boolean;
  /** Signed requests belong to their address, so those follow nothing. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

/** One GET. Addresses that are not public are refused, those that a redirect leads to as well. Whoever calls reads the answer. */
export async function fetchRemote(url: URL, wanted: Wanted, redirects = 0): Promise<IncomingMessage> {
  const response = await get(url, wanted);
  const { statusCode = 0, headers } = response;
  if (!wanted.follow || statusCode < 300 || statusCode > 399 || headers.location === undefined) return response;
  response.resume();
  if (redirects >= redirectsAtMost) throw new Error(`${url.host} redirects too often.`);
  const next = new URL(headers.location, url);
  if (!/^https?:$/.test(next.protocol))
    throw new Error(`${url.host} redirects to ${next.protocol}, which is not followed.`);
  // What was meant for one server is nobody else's.
  const own = next.origin === url.origin ? wanted.headers : without(wanted.headers, 'authorization');
  // An address of the own network is open because somebody wrote it down, and nobody wrote this one down.
  const allowPrivateAddresses = wanted.allowPrivateAddresses && next.hostname === url.hostname;
  return fetchRemote(next, { ...wanted, headers: own, allowPrivateAddresses }, redirects + 1);
}

function get(url: URL, { headers, allowPrivateAddresses, signal }: Wanted): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is connected to without a lookup.
  if (!allowPrivateAddresses && isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateAddressError(host);
  const secure = url.protocol === 'https:';
  const lookup = allowPrivateAddresses ? {} : { lookup: publicLookup };
  const agent = secure ? new HttpsAgent(lookup) : new HttpAgent(lookup);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (secure ? requestHttps : requestHttp)(url, { method: 'GET', headers, agent, signal });
  request.setTimeout(idleMilliseconds, () => request.destroy(new Error(`${url.host} does not answer.`)));
  request.on('response', resolve);
  request.on('error', reject);
  request.end();
  return promise;
}

function without(headers: Wanted['headers'], name: string): Wanted['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([own]) => own.toLowerCase() !== name));
}

/** The text of a short answer. Throws beyond `bytesAtMost`. */
export async function readText(response: IncomingMessage, bytesAtMost = 4 * 1_024 * 1_024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > bytesAtMost) throw new Error('The answer is longer than expected.');
  }
  return Buffer.concat(chunks).toString();
}
