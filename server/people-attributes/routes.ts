import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { registerAttributes } from './attribute-routes.ts';
import { registerComputedTraits } from './computed-routes.ts';
import { registerLifecycle } from './lifecycle-routes.ts';
import { registerNotes } from './note-routes.ts';

/** What is derived of people, and what the team keeps of them. */
export function registerPeopleAttributes(app: Routes, parts: ServerParts): void {
  registerComputedTraits(app, parts);
  registerLifecycle(app, parts);
  registerAttributes(app, parts);
  registerNotes(app, parts);
}
