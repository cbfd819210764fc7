import type { Session } from '#contracts/api/session.ts';
import type { ServerParts } from '../../parts.ts';
import type { Routes } from '../../routes/routes.ts';
import { readSchema } from '../rules.ts';
import { createMask, type Mask } from './mask.ts';

type MaskParts = Pick<ServerParts, 'sql' | 'workspace'>;

/** What the caller of a request may not see, hidden; for answers that are not sent as JSON, such as a stream. */
export async function maskFor({ sql, workspace }: MaskParts, caller: Session | null): Promise<Mask> {
  // Administrators see all, and they ask most: they cost no question.
  if (caller === null || caller.role !== 'viewer') return (answer) => answer;
  return createMask(caller.role, await readSchema(sql, workspace));
}

/** Puts the mask before every JSON answer of the management API, so that no route can forget it. */
export function maskAnswers(app: Routes, parts: MaskParts): void {
  app.addHook('preSerialization', async ({ caller }, _reply, payload) => (await maskFor(parts, caller))(payload));
}
