import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { AwsV4Signer } from 'aws4fetch';
import { parseDocument } from 'htmlparser2';
import type { SourceSettings } from '#contracts/source.ts';
import { RefusedFetchError } from './fetch-problem.ts';
import { fetchRemote, readText } from './fetch-remote.ts';

/** A file of a source that is new or changed. */
export interface RemoteFile {
  readonly name: string;
  /** Changes with its content. */
  readonly version: string;
  readonly content: IncomingMessage;
}

export interface RemoteOptions {
  readonly secret: string | null;
  /** The version of each file that was fetched before. */
  readonly known: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

type Fetched = Exclude<SourceSettings, { kind: 'webhook' }>;

/** What is new or has changed, one after the other; each is to be read before the next. Throws what keeps it from it. */
export function newFiles(settings: Fetched, options: RemoteOptions): AsyncGenerator<RemoteFile> {
  return settings.kind === 'https' ? fromAddress(settings, options) : fromBucket(settings, options);
}

async function* fromAddress(
  { url, allowPrivateAddresses }: Extract<Fetched, { kind: 'https' }>,
  { secret, known, signal }: RemoteOptions,
): AsyncGenerator<RemoteFile> {
  const address = new URL(url);
  const name = basename(address.pathname) || address.host;
  const before = known.get(name);
  const headers = {
    ...(secret !== null && { authorization: secret }),
    ...(before?.startsWith('etag:') && { 'if-none-match': before.slice(5) }),
  };
  const response = await fetchRemote(address, { headers, allowPrivateAddresses, follow: true, signal });
  if (response.statusCode === 304) return void response.resume();
  await requireOk(response, address);
  const { etag, 'last-modified': modified } = response.headers;
  const version = etag ? `etag:${etag}` : modified ? `modified:${modified}` : `fetched:${new Date().toISOString()}`;
  if (version === before) return void response.destroy();
  yield { name, version, content: response };
}

/** ListObjectsV2 and GetObject, signed with AWS Signature Version 4; the bucket in the path, which every server understands. */
async function* fromBucket(
  { endpoint, region, bucket, prefix, accessKeyId, allowPrivateAddresses }: Extract<Fetched, { kind: 's3' }>,
  { secret, known, signal }: RemoteOptions,
): AsyncGenerator<RemoteFile> {
  const get = async (path: string, query: { readonly [name: string]: string } = {}) => {
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${encodePath(`${bucket}/${path}`)}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signer = new AwsV4Signer({
      url: url.href,
      method: 'GET',
      accessKeyId,
      secretAccessKey: secret ?? '',
      region,
      service: 's3',
    });
    const signed = await signer.sign();
    const headers = Object.fromEntries(signed.headers.entries());
    const response = await fetchRemote(signed.url, { headers, allowPrivateAddresses, follow: false, signal });
    await requireOk(response, url);
    return response;
  };
  for (let continuation: string | undefined; ; ) {
    const query = { 'list-type': '2', prefix, ...(continuation && { 'continuation-token': continuation }) };
    const list = readList(await readText(await get('', query)));
    for (const { key, etag } of list.files) {
      const version = `etag:${etag}`;
      if (known.get(key) === version) continue;
      yield { name: key, version, content: await get(key) };
    }
    if (list.next === undefined) return;
    continuation = list.next;
  }
}

function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
}

interface XmlNode {
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly XmlNode[];
}

function readList(xml: string): { files: { key: string; etag: string }[]; next: string | undefined } {
  const root = (parseDocument(xml, { xmlMode: true }) as XmlNode).children?.find(
    ({ name }) => name === 'ListBucketResult',
  );
  const text = (node: XmlNode | undefined, name: string) =>
    node?.children
      ?.find((child) => child.name === name)
      ?.children?.map(({ data }) => data ?? '')
      .join('') ?? '';
  const files = (root?.children ?? [])
    .filter(({ name }) => name === 'Contents')
    .map((node) => ({ key: text(node, 'Key'), etag: text(node, 'ETag').replaceAll('"', '') }))
    .filter(({ key }) => key !== '' && !key.endsWith('/'));
  return { files, next: text(root, 'NextContinuationToken') || undefined };
}

async function requireOk(response: IncomingMessage, url: URL): Promise<void> {
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return;
  const text = await readText(response).catch(() => '');
  const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  throw new RefusedFetchError(url.host, statusCode, code);
}
