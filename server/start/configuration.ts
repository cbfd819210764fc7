import { resolve } from 'node:path';
import { z } from 'zod';
import { StartupError } from '#components/startup-error.ts';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where people and mail clients reach the product; by default where it listens. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  THROUGHLINE_DATA: z.string().min(1).default('data'),
  THROUGHLINE_DEMO: z.enum(['on', 'off']).default('on'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A power of two; fixed once people live in the database. */
  THROUGHLINE_PARTITIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .refine((count) => Number.isInteger(Math.log2(count)), 'must be a power of two')
    .default(2),
  /** Size of the event log, in gigabytes, beyond which senders are asked to come back. */
  THROUGHLINE_LOG_GIGABYTES: z.coerce.number().min(0.1).max(100_000).default(20),
  /** Size of a file that may be uploaded for an import, in gigabytes. */
  THROUGHLINE_IMPORT_GIGABYTES: z.coerce.number().min(0.001).max(10_000).default(20),
  /** Encrypts the secrets of channel accounts and sources: 32 bytes as base64url. By default a file in the data directory. */
  THROUGHLINE_SECRET_KEY: z.string().optional(),
  /** Whether /metrics asks whoever is not on this machine for an API key. */
  THROUGHLINE_METRICS: z.enum(['guarded', 'public']).default('guarded'),
  /** Proxies in front that may say who the client is. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Undefined: where it listens. */
  readonly publicUrl: string | undefined;
  readonly dataDirectory: string;
  readonly demo: boolean;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly partitions: number;
  /** Beyond this size of the log, senders are asked to come back. */
  readonly logBytes: number;
  /** An uploaded file may have so many bytes. */
  readonly importBytes: number;
  /** Undefined: a file in the data directory. */
  readonly secretKey: string | undefined;
  readonly metricsAccess: 'guarded' | 'public';
  readonly trustedProxies: number;
  readonly logLevel: string;
}

/** Reads the environment, once and for all: no other file looks at it. Throws StartupError naming what is wrong. */
export function readConfiguration(variables: NodeJS.ProcessEnv): Configuration {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartupError(`The environment is set wrongly. ${problems.join('; ')}.`);
  }
  const set = parsed.data;
  return {
    port: set.PORT,
    host: set.HOST,
    publicUrl: set.PUBLIC_URL?.replace(/\/$/, ''),
    dataDirectory: resolve(set.THROUGHLINE_DATA),
    demo: set.THROUGHLINE_DEMO === 'on',
    databaseUrl: set.DATABASE_URL,
    clickhouseUrl: set.CLICKHOUSE_URL,
    partitions: set.THROUGHLINE_PARTITIONS,
    logBytes: set.THROUGHLINE_LOG_GIGABYTES * 1024 ** 3,
    importBytes: set.THROUGHLINE_IMPORT_GIGABYTES * 1024 ** 3,
    secretKey: set.THROUGHLINE_SECRET_KEY,
    metricsAccess: set.THROUGHLINE_METRICS,
    trustedProxies: set.TRUSTED_PROXIES,
    logLevel: set.LOG_LEVEL,
  };
}
