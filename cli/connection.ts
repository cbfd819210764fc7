import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError } from './usage-error.ts';

export interface Connection {
  readonly url: string;
  readonly apiKey: string;
  readonly dataDirectory: string;
}

interface ConnectionOptions {
  readonly url: string;
  readonly apiKey?: string;
  readonly data: string;
}

const credentials = z.object({ apiKey: z.string().min(1) });

export function withConnectionOptions(command: Command): Command {
  const { env } = process;
  return command
    .option('--url <url>', 'address of the server', env.THROUGHLINE_URL ?? `http://127.0.0.1:${env.PORT ?? '4100'}`)
    .option('--api-key <key>', 'API key (default: the one in credentials.json of the data directory)')
    .option('--data <directory>', 'data directory of a server on this machine', env.THROUGHLINE_DATA ?? 'data');
}

export async function connect(options: ConnectionOptions): Promise<Connection> {
  if (!URL.canParse(options.url))
    throw new UsageError(`"${options.url}" is no address. Write it like http://127.0.0.1:4100.`);
  const dataDirectory = resolve(options.data);
  const apiKey = options.apiKey ?? process.env.THROUGHLINE_API_KEY ?? (await storedKey(dataDirectory));
  return { url: options.url, apiKey, dataDirectory };
}

async function storedKey(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'credentials.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `No API key: give --api-key, set THROUGHLINE_API_KEY, or name the data directory by --data (${reason}).`,
    );
  }
  const parsed = credentials.safeParse(JSON.parse(text));
  if (!parsed.success) throw new UsageError(`${path} holds no apiKey. Give one with --api-key.`);
  return parsed.data.apiKey;
}
