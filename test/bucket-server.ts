import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export const bucketKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const region = 'eu-west-2';

/**
 * Stands where an S3-compatible server is: lists and serves what is put into it, to those whose signature (AWS Signature
 * Version 4) it comes to as well, by its own reckoning from the specification.
 */
export async function startBucketServer(t: TestContext, bucket: string) {
  const files = new Map<string, Buffer>();
  const served: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!isSigned(request, url)) {
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    }
    const key = decodeURIComponent(url.pathname).slice(bucket.length + 2);
    const content = files.get(key);
    if (key === '') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const keys = [...files.keys()].filter((name) => name.startsWith(prefix)).sort();
      const after = url.searchParams.get('continuation-token');
      const rest = after === null ? keys : keys.filter((name) => name > after);
      // Pages of two, so that asking for the next one is needed.
      const page = rest.slice(0, 2);
      const next = rest.length > 2 ? `<NextContinuationToken>${page[1]}</NextContinuationToken>` : '';
      const entries = page.map(
        (name) => `<Contents><Key>${name}</Key><ETag>"${etagOf(files.get(name))}"</ETag></Contents>`,
      );
      return response.end(`<?xml version="1.0"?><ListBucketResult>${entries.join('')}${next}</ListBucketResult>`);
    }
    if (content === undefined) return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    served.push(key);
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, region, files, served };
}

function etagOf(content: Buffer = Buffer.alloc(0)): string {
  return createHash('md5').update(content).digest('hex');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function isSigned(request: IncomingMessage, url: URL): boolean {
  const given =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})/.exec(
      request.headers.authorization ?? '',
    );
  const [, key, date = '', place, names = '', signature] = given ?? [];
  if (key !== bucketKeys.accessKeyId || place !== region) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const payload = String(request.headers['x-amz-content-sha256'] ?? '');
  const canonical = [request.method, url.pathname, query, headers.join(''), names, payload].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signingKey = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${bucketKeys.secretAccessKey}`, date));
  return hmac(signingKey, toSign).toString('hex') === signature;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
