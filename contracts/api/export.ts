import { z } from 'zod';
import { exportLists } from '../export-list.ts';
import { couponListQuery } from './coupon.ts';
import { deliveryListQuery } from './delivery.ts';
import { instantText, listQuery, page } from './list.ts';
import { profileListQuery } from './profile.ts';

export const exportFormats = ['csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const period = { from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional() };

/** Which rows: the filters of the list's own page. `to` is excluded. */
export const exportRows = z.discriminatedUnion('list', [
  z.strictObject({
    list: z.literal('people'),
    filters: profileListQuery.omit({ limit: true, cursor: true }).strict().default({}),
  }),
  z.strictObject({
    list: z.literal('deliveries'),
    filters: deliveryListQuery.omit({ limit: true, before: true }).strict().default({}),
  }),
  z.strictObject({
    list: z.literal('events'),
    filters: z
      .strictObject({ name: z.string().max(200).optional(), profile: z.string().max(64).optional(), ...period })
      .default({}),
  }),
  z.strictObject({
    list: z.literal('orders'),
    filters: z.strictObject({ profile: z.string().max(64).optional(), ...period }).default({}),
  }),
  z.strictObject({ list: z.literal('companies'), filters: z.strictObject({}).default({}) }),
  z.strictObject({ list: z.literal('segments'), filters: z.strictObject({}).default({}) }),
  z.strictObject({ list: z.literal('journeys'), filters: z.strictObject({}).default({}) }),
  z.strictObject({
    list: z.literal('coupons'),
    filters: couponListQuery.omit({ limit: true, cursor: true }).strict().default({}),
  }),
]);
export type ExportRows = z.output<typeof exportRows>;

export const createExportRequest = z.strictObject({
  rows: exportRows,
  format: z.enum(exportFormats).default('csv'),
  /** Names of columns, in the order of the file; without them all. */
  columns: z.array(z.string().min(1).max(220)).min(1).max(500).optional(),
  /** Of a CSV: begins with a byte order mark, by which Excel knows that it is UTF-8. */
  byteOrderMark: z.boolean().default(false),
  /** Of a CSV: a text that a spreadsheet would take for a formula gets an apostrophe in front. */
  guardFormulas: z.boolean().default(true),
});
export type CreateExportRequest = z.output<typeof createExportRequest>;
export type CreateExportInput = z.input<typeof createExportRequest>;

const exportColumnTypes = ['text', 'number', 'boolean', 'instant'] as const;
export const exportColumn = z.object({ name: z.string(), type: z.enum(exportColumnTypes) });
export type ExportColumn = z.infer<typeof exportColumn>;
/** `event` names the event whose properties are wanted as columns. */
export const exportColumnsQuery = z.object({ list: z.enum(exportLists), event: z.string().max(200).optional() });
export const exportColumnList = z.object({ columns: z.array(exportColumn) });

const exportStatuses = ['waiting', 'running', 'done', 'failed', 'expired'] as const;

/** A list as a file. */
export const exportJob = z.object({
  id: z.string(),
  rows: exportRows,
  format: z.enum(exportFormats),
  columns: z.array(z.string()),
  status: z.enum(exportStatuses),
  /** Rows written so far, and how many there were at the start; null where that is not known. */
  written: z.int(),
  total: z.int().nullable(),
  bytes: z.int().nullable(),
  createdBy: z.string(),
  /** Values of people are hidden as from a viewer. */
  masked: z.boolean(),
  downloads: z.int(),
  error: z.string().nullable(),
  createdAt: instantText,
  finishedAt: instantText.nullable(),
  /** When the file is deleted. */
  expiresAt: instantText.nullable(),
  /** Good for some minutes, for whoever is signed in; null while there is no file. */
  downloadUrl: z.string().nullable(),
});
export type ExportJob = z.infer<typeof exportJob>;
export const exportJobList = page(exportJob);
export const exportListQuery = listQuery;
export const exportFileQuery = z.object({ expires: z.coerce.number().int(), signature: z.string().min(1).max(100) });
