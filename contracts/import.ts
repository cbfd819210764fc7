import { z } from 'zod';
import { consentColumn } from './consent/consent-column.ts';
import { countryCode } from './country.ts';
import { says } from './field-problem.ts';

/** What a file holds: one person a row, one event a row, or orders (a row each, or a row for each of their lines). */
export const importKinds = ['customers', 'events', 'orders'] as const;
export type ImportKindName = (typeof importKinds)[number];

/** Why a row did not become (part of) an event. Stable words: they stand in reports and are translated. */
export const importRejectReasons = [
  'unreadable_row',
  'missing_person',
  'missing_value',
  'invalid_number',
  'invalid_time',
  'negative_quantity',
  'zero_price',
  'fee',
  'adjustment',
  'no_products',
  'conflicting_person',
  'lines_apart',
  'repeated_order',
  'too_large',
  'imported_before',
  'refused_by_server',
] as const;
export type ImportRejectReason = (typeof importRejectReasons)[number];

export const importEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export const importDelimiters = [',', ';', '\t', '|'] as const;
export const importQuotes = ['"', "'", ''] as const;

/** How the bytes of a file are read. Whether it is gzip shows in its first bytes. */
export const importFormat = z.object({
  type: z.enum(['csv', 'jsonl']),
  encoding: z.enum(importEncodings).default('utf-8'),
  delimiter: z.enum(importDelimiters).default(','),
  /** Empty: quotes are letters like any other. */
  quote: z.enum(importQuotes).default('"'),
});
export type ImportFormat = z.infer<typeof importFormat>;

/**
 * How times are written. `auto`: ISO 8601, year first with any separators (also 2026年3月1日), Unix seconds or milliseconds.
 * The others read what `auto` reads, and 1/3/2026 as their name says.
 */
export const importTimeFormats = ['auto', 'day_first', 'month_first'] as const;

/** Who it was; one of them must be filled in every row. */
export const importPersonTargets = ['userId', 'email', 'phone', 'anonymousId'] as const;

/** What each kind fills beside the person. */
export const importTargets: { readonly [Kind in ImportKindName]: readonly string[] } = {
  customers: ['timestamp'],
  events: ['event', 'timestamp', 'messageId'],
  orders: ['orderId', 'timestamp', 'total', 'currency', 'sku', 'name', 'quantity', 'price'],
};

/** Under which name a kind keeps what has no place of its own: `traits.city`, `properties.colour`. */
export const importOpenTargets: { readonly [Kind in ImportKindName]: 'traits' | 'properties' } = {
  customers: 'traits',
  events: 'properties',
  orders: 'properties',
};

/** Targets of which each inner list needs at least one. */
export const importRequiredTargets: { readonly [Kind in ImportKindName]: readonly (readonly string[])[] } = {
  customers: [importPersonTargets],
  events: [importPersonTargets, ['event'], ['timestamp']],
  orders: [['orderId'], importPersonTargets, ['timestamp'], ['price', 'total']],
};

/** What a list of rows that did not go in has behind the row's own columns; no column of these names becomes anything. */
export const importListColumns: readonly string[] = [
  'import_line',
  'import_result',
  'import_reason',
  'import_column',
  'import_detail',
];

export const ignoredTarget = 'ignore';

/** `externalIds.loyalty_card` names a person by a kind of identity beyond the four that the tracking specification has. */
function isImportTarget(kind: ImportKindName, target: string): boolean {
  if (target === ignoredTarget) return true;
  if (importPersonTargets.some((known) => known === target) || importTargets[kind].includes(target)) return true;
  const [room, ...path] = target.split('.');
  return path.length > 0 && path.every((part) => part !== '' && part !== '__proto__') && isRoom(kind, room ?? '');
}

function isRoom(kind: ImportKindName, room: string): boolean {
  return room === importOpenTargets[kind] || room === 'externalIds';
}

const code = z.string().trim().min(1).max(100);
const column = z.string().max(300);
const target = z.string().min(1).max(300);

/** How a shop writes what is not a plain sale. All empty: every line is a sold product. */
const importOrderRules = z.object({
  /** Orders whose number begins with it are cancellations and become `Order Refunded`. */
  refundPrefix: z.string().max(20).default(''),
  /** Orders whose number begins with it are corrections of the books and are left out. */
  adjustmentPrefix: z.string().max(20).default(''),
  /** Codes of lines that are carriage: they count as `shipping`. */
  shippingCodes: z.array(code).max(200).default([]),
  /** Codes of lines that lower the price: they count as `discount`. */
  discountCodes: z.array(code).max(200).default([]),
  /** Codes of lines that are neither goods nor paid by the customer: they are left out. */
  feeCodes: z.array(code).max(200).default([]),
});

/** What becomes of a file's columns. */
export const importMapping = z
  .object({
    kind: z.enum(importKinds),
    columns: z.array(z.object({ column, target })).max(500),
    /** The same for every row; a column for the same target goes first where its cell is not empty. */
    constants: z
      .array(z.object({ target, value: z.string().min(1).max(1_000) }))
      .max(50)
      .default([]),
    /** Columns that are not listed (of JSON lines, fields that come later): kept under their own names, or left out. */
    otherColumns: z.enum(['keep', 'ignore']).default('ignore'),
    timeFormat: z.enum(importTimeFormats).default('auto'),
    /** IANA zone of times that are written without one. */
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .refine(isTimeZone, says('unknown_time_zone', 'write a zone such as Europe/London or Asia/Shanghai')),
    /** Country in which phone numbers without a country code are read; absent: that of the workspace. */
    country: countryCode.optional(),
    /** For orders in which no column says it. */
    currency: z.stringFormat('currency', /^[A-Z]{3}$/, 'write three letters such as GBP or CNY').default('GBP'),
    orders: importOrderRules.prefault({}),
    /** Of customers: columns that say a word of consent, with what proves it. They become no traits. */
    consents: z.array(consentColumn).max(20).optional(),
  })
  .superRefine(({ kind, columns, constants }, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const [list, entries] of [
      ['columns', columns],
      ['constants', constants],
    ] as const) {
      entries.forEach(({ target: name }, index) => {
        if (!isImportTarget(kind, name)) report([list, index, 'target'], `${name} is nothing that ${kind} fill`);
        else if (name !== ignoredTarget && entries.findIndex((other) => other.target === name) !== index) {
          report([list, index, 'target'], `${name} stands twice`);
        }
      });
    }
  });
export type ImportMapping = z.infer<typeof importMapping>;

/**
 * What becomes of a file that comes in again. `said_again`: what it says of people is applied anew, because it may have changed
 * back meanwhile. `passed_over`: lines that came in before are left out, whenever that was. `known_for_a_day`: its events have ids
 * that other files may bring too, and a repeat within 24 hours is left out.
 */
export const importRepeats = ['said_again', 'passed_over', 'known_for_a_day'] as const;
export type ImportRepeat = (typeof importRepeats)[number];

export function repeatOf({ kind, columns, constants }: ImportMapping): ImportRepeat {
  if (kind === 'customers') return 'said_again';
  const bringsIds = kind === 'orders' || [...columns, ...constants].some(({ target }) => target === 'messageId');
  return bringsIds ? 'known_for_a_day' : 'passed_over';
}

/** Of each list of which one is needed, those that neither a column nor a constant fills. */
export function missingTargets({ kind, columns, constants }: ImportMapping): readonly (readonly string[])[] {
  const filled = new Set([...columns, ...constants].map((entry) => entry.target));
  const external = [...filled].some((name) => name.startsWith('externalIds.'));
  return importRequiredTargets[kind].filter(
    (choice) => !choice.some((name) => filled.has(name)) && !(external && choice === importPersonTargets),
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
