import { z } from 'zod';
import { countryCode } from './country.ts';
import { says } from './field-problem.ts';

/** Names of fields parted by dots, `0` for the first of a list, `header:name` for a header; several after `|`: the first that is there. */
const path = z.string().min(1).max(300);

const target = z
  .stringFormat(
    'mapping_target',
    /^(userId|anonymousId|email|phone|timestamp|(traits|properties|externalIds)(\.[^.]+)+)$/,
    'write userId, email, phone, timestamp, traits.<name> or properties.<name>',
  )
  .max(200)
  .refine((text) => !text.includes('__proto__'), says('name_not_allowed', 'this name cannot be used'));

const fieldType = z.enum(['auto', 'text', 'number']);

const field = z.object({
  target,
  /** Where the value stands; or the same value always. */
  path: path.optional(),
  value: z.string().max(500).optional(),
  /** `auto`: as it is. `number`: also where the sender writes numbers as text. */
  type: fieldType.default('auto'),
});

/** What one kind of payload becomes. The first rule whose conditions all hold is taken. */
export const payloadRule = z.object({
  when: z.array(z.object({ path, in: z.array(z.string().max(200)).min(1).max(50) })).max(10),
  type: z.enum(['track', 'identify']),
  /** Name of the event; of an identify, nothing. */
  event: z.string().max(200).default(''),
  /** What makes it this one, so that a repeat is recognised; without it the whole payload does. */
  id: path.optional(),
  fields: z.array(field).max(100),
  /** Lists of objects, such as the products of an order. */
  lists: z
    .array(
      z.object({
        target: target.refine(
          (text) => text.includes('.'),
          says('not_a_list_target', 'write properties.<name> or traits.<name>'),
        ),
        path,
        fields: z.array(z.object({ name: z.string().min(1).max(100), path, type: fieldType.default('auto') })).max(30),
      }),
    )
    .max(10)
    .default([]),
});
export type PayloadRule = z.infer<typeof payloadRule>;

/**
 * How a sender proves itself. `secret`: the secret stands in the address. The others sign the body with it: HMAC-SHA256 as
 * base64 in a header of their own, 有赞 by MD5 over its application's id, the body and the secret.
 */
export const webhookChecks = ['secret', 'shopify', 'woocommerce', 'shopline', 'youzan'] as const;

export const sourcePresetNames = ['shopify', 'woocommerce', 'shopline', 'youzan', 'own'] as const;

export const payloadMapping = z.object({
  /** A field of the payload whose text, percent-encoded, is the payload itself. */
  unwrap: path.optional(),
  /** Of times that are written without a zone. */
  timeZone: z.string().min(1).max(64),
  /** Of phone numbers that are written without a country code; absent: the workspace's. */
  country: countryCode.optional(),
  rules: z.array(payloadRule).min(1).max(50),
});
export type PayloadMapping = z.infer<typeof payloadMapping>;

const webhookSourceSettings = z
  .object({
    kind: z.literal('webhook'),
    preset: z.enum(sourcePresetNames),
    check: z.enum(webhookChecks),
    /** 有赞's `client_id` of the application, which is part of its signature. */
    clientId: z.string().trim().min(1).max(200).optional(),
    mapping: payloadMapping,
  })
  .refine(({ check, clientId }) => check !== 'youzan' || clientId !== undefined, {
    path: ['clientId'],
    ...says('required', 'write the client_id of the application'),
  });

/** Five fields, as cron writes them; read in the time zone of the workspace. */
const schedule = z
  .string()
  .trim()
  .max(100)
  .refine((text) => text.length >= 9, says('not_a_schedule', 'write five fields as cron does, such as 0 */6 * * *'));

const httpsSourceSettings = z.object({
  kind: z.literal('https'),
  url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }).max(2_000),
  schedule,
  /** Only for servers inside your own network. */
  allowPrivateAddresses: z.boolean().default(false),
});

const s3SourceSettings = z.object({
  kind: z.literal('s3'),
  /** Such as https://s3.eu-west-2.amazonaws.com; the bucket stands in the path. */
  endpoint: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }).max(500),
  region: z.string().min(1).max(60),
  bucket: z.string().min(1).max(255),
  prefix: z.string().max(500).default(''),
  accessKeyId: z.string().min(1).max(200),
  schedule,
  allowPrivateAddresses: z.boolean().default(false),
});

export const sourceSettings = z.discriminatedUnion('kind', [
  webhookSourceSettings,
  httpsSourceSettings,
  s3SourceSettings,
]);
export type SourceSettings = z.infer<typeof sourceSettings>;

/** Never read back: the secret of a webhook, the Authorization header of an address, the secret key of a bucket. */
export const sourceSecret = z.string().min(8).max(500);
