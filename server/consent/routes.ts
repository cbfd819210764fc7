import { consentPreview, consentPreviewRequest } from '#contracts/api/consent.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import { previewConsent } from './preview.ts';
import { registerProfileConsents } from './profile-consent-routes.ts';
import { registerSuppressions } from './suppression-routes.ts';

export function registerConsent(app: Routes, parts: ServerParts): void {
  registerProfileConsents(app, parts);
  registerSuppressions(app, parts);
  app.post(
    '/consent/preview',
    {
      schema: {
        tags: ['consent'],
        summary: 'The preference centre and the confirmation under other settings',
        body: consentPreviewRequest,
        response: { 200: consentPreview },
      },
    },
    ({ body: { settings, language } }) => previewConsent(settings, language),
  );
}
