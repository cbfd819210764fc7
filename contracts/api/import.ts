import { z } from 'zod';
import { importFormat, importKinds, importMapping, importRejectReasons, importRepeats } from '../import.ts';
import { jsonObject } from '../json.ts';
import { unreadCount, unreadReasons } from '../unread-value.ts';
import { importUndo } from './import-undo.ts';
import { instantText, page } from './list.ts';

/**
 * `uploading`: bytes are missing. `ready`: mapping can be looked at. `checking`: a dry run is under way. `importing`: rows go
 * in. `paused` and `failed`: goes on where it stopped. `cancelled`: stays as far as it came.
 * `undoing`, `undone`: what it brought is taken back.
 */
export const importStatuses = [
  'uploading',
  'ready',
  'checking',
  'importing',
  'paused',
  'cancelled',
  'done',
  'failed',
  'undoing',
  'undone',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

const rejectedRows = z.partialRecord(z.enum(importRejectReasons), z.int());

const unreadCounts = z.array(unreadCount).max(200);

export const importProgress = z.object({
  /** Events that are in the log or were refused. */
  settled: z.int(),
  /** How far that is in the lines of the file. */
  line: z.int(),
  /** New to the platform, and known from an earlier run. */
  taken: z.int(),
  duplicates: z.int(),
  rejected: rejectedRows,
  /** Values that rows went in without; absent where there are none. */
  unread: unreadCounts.optional(),
  /** Events a second, as measured since the start or the last resume. */
  perSecond: z.number(),
});
export type ImportProgress = z.infer<typeof importProgress>;

/** What a dry run found. Its mapping may have changed since: `current` tells. */
export const importCheck = z.object({
  events: z.int(),
  newPeople: z.int(),
  knownPeople: z.int(),
  rejected: rejectedRows,
  unread: unreadCounts.optional(),
  current: z.boolean(),
  finished: z.boolean(),
  line: z.int(),
});
export type ImportCheck = z.infer<typeof importCheck>;

export const importJob = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.uuid().nullable(),
  status: z.enum(importStatuses),
  bytes: z.int(),
  /** Bytes that were uploaded. */
  received: z.int(),
  /** Known after the first run through the file. */
  lines: z.int().nullable(),
  format: importFormat.nullable(),
  mapping: importMapping.nullable(),
  /** What the rows become of an import that a client sends itself; null where the server reads the file. */
  clientKind: z.enum(importKinds).nullable(),
  journeys: z.boolean(),
  check: importCheck.nullable(),
  progress: importProgress.nullable(),
  undo: importUndo.nullable(),
  error: z.string().nullable(),
  /** The file is kept until a week after the end; without it nothing can be started again. */
  hasContent: z.boolean(),
  /** The same content was imported as the same kind before, and `repeat` tells by what its events are known since. */
  earlier: z.object({ id: z.uuid(), finishedAt: instantText, repeat: z.enum(importRepeats) }).nullable(),
  createdAt: instantText,
  startedAt: instantText.nullable(),
  finishedAt: instantText.nullable(),
});
export type ImportJob = z.infer<typeof importJob>;

export const importList = page(importJob);

export const createImportRequest = z.object({
  name: z.string().trim().min(1).max(200),
  /** Size of the file as it will be sent, packed or not. */
  bytes: z.int().min(1),
});

export const uploadQuery = z.object({
  /** Where this part belongs; `received` of the import is where to go on. */
  offset: z.coerce.number().int().min(0).default(0),
});

export const saveImportRequest = z.object({ format: importFormat, mapping: importMapping });

/** Without a format the one that was detected; without a mapping one is guessed, as `kind` where that is given. */
export const previewImportRequest = z.object({
  format: importFormat.optional(),
  kind: z.enum(importKinds).optional(),
  mapping: importMapping.optional(),
});

const previewedItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('event'),
    line: z.int(),
    event: jsonObject,
    /** What it would go in without; absent where that is nothing. */
    unread: z.array(z.object({ column: z.string(), reason: z.enum(unreadReasons) })).optional(),
  }),
  z.object({
    type: z.literal('rejected'),
    line: z.int(),
    reason: z.enum(importRejectReasons),
    detail: z.string(),
    /** The value that is meant, and where it stands. */
    about: z.object({ column: z.string().optional(), value: z.string() }).optional(),
  }),
]);

export const importPreview = z.object({
  format: importFormat,
  mapping: importMapping,
  /** Lists of targets of which one is still needed. */
  missing: z.array(z.array(z.string())),
  header: z.array(z.string()),
  rows: z.array(z.object({ line: z.int(), values: z.record(z.string(), z.string()) })),
  /** What these rows become. */
  items: z.array(previewedItem),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const startImportRequest = z.object({
  /** Events go through journeys as if they happened now. */
  journeys: z.boolean().default(false),
});

export const rejectedQuery = z.object({ of: z.enum(['check', 'import']).default('import') });
