import type { CountryCode } from 'libphonenumber-js/max';
import type { Identity, WorkspaceId } from '#contracts/identifiers.ts';
import type { IdentitySettings } from '#contracts/identity-rule.ts';
import type { ImportFormat, ImportMapping, ImportRejectReason } from '#contracts/import.ts';
import type { UnreadCount } from '#contracts/unread-value.ts';
import type { UnreadOfEvent } from '../tracking/accept-events.ts';

/** What the thread that reads a file is given at its start. */
export interface ImportThreadData {
  readonly task: 'check' | 'import';
  readonly workspace: WorkspaceId;
  /** In which phone numbers without a country code are read. */
  readonly country: CountryCode;
  readonly identities: IdentitySettings;
  readonly file: string;
  readonly format: ImportFormat;
  readonly mapping: ImportMapping;
  /** SHA-256 of the content, where it is known. */
  readonly hash: string | null;
  /** So many events of the file are settled already. */
  readonly from: number;
  readonly rejectedFile: string;
  /** Where the events are put together person by person before they are sent; null: they go in the order of the file. */
  readonly spoolFile: string | null;
}

export interface RejectedCounts {
  readonly unread: readonly UnreadCount[];
  readonly rejected: { readonly [Reason in ImportRejectReason]?: number };
}

/** To the main thread, which answers each `batch` and each `people` before the thread reads far ahead. */
export type FromImportThread =
  | { readonly type: 'fingerprint'; readonly hash: string; readonly lines: number }
  /** `events` is the JSON text of the list that stands in a call of /v1/import. */
  | ({
      readonly type: 'batch';
      readonly events: string;
      readonly count: number;
      readonly line: number;
    } & RejectedCounts)
  /** Of a dry run: each inner list is what one person, not met before in the file, is known by. */
  | ({
      readonly type: 'people';
      readonly people: readonly (readonly Identity[])[];
      readonly events: number;
      readonly line: number;
    } & RejectedCounts)
  | ({ readonly type: 'end'; readonly line: number } & RejectedCounts)
  | { readonly type: 'mistake'; readonly message: string };

export type ToImportThread =
  /** The batch is in the log, but for those of its events that were refused. */
  | {
      readonly type: 'settled';
      readonly refused: readonly { readonly index: number; readonly message: string }[];
      readonly unread: readonly UnreadOfEvent[];
    }
  /** `leaving`: the server ends, and goes on from here at its next start. */
  | { readonly type: 'stop'; readonly leaving: boolean };
