import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { registerPrivacyBatches } from './batch-routes.ts';
import { registerPrivacyRequests } from './request-routes.ts';
import { registerRetention } from './retention-routes.ts';

/** People's rights over what is kept of them. */
export function registerPrivacy(app: Routes, parts: ServerParts): void {
  const { privacy } = parts;
  if (privacy === undefined) return;
  registerPrivacyRequests(app, parts, privacy);
  registerPrivacyBatches(app, parts, privacy);
  registerRetention(app, parts, privacy);
}
