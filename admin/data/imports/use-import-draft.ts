import { useState } from 'react';
import type { ImportJob } from '#contracts/api/import.ts';
import type { ImportFormat, ImportMapping } from '#contracts/import.ts';
import { dropBackup, readBackup, writeBackup } from '../../shared/drafts/draft-backup.ts';

/** What was changed; the server guesses what is not here. */
interface ImportDraft {
  readonly format?: ImportFormat;
  readonly mapping?: ImportMapping;
  readonly kind?: ImportMapping['kind'];
}

const pathOf = (id: string) => `/imports/${id}`;

/** How a file is read and what it becomes. Trying and starting save it; until then it is kept in this browser. */
export function useImportDraft({ id, format, mapping }: ImportJob) {
  const [draft, setDraft] = useState<ImportDraft>(
    () => readBackup<ImportDraft>(pathOf(id))?.draft ?? { ...(format && { format }), ...(mapping && { mapping }) },
  );
  const change = (next: ImportDraft) => {
    writeBackup(pathOf(id), { revision: 0, draft: next });
    setDraft(next);
  };
  return { draft, change };
}

/** The server has it now, or nobody needs it any more. */
export const dropImportDraft = (id: string) => dropBackup(pathOf(id));
