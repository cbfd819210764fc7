import type { FastifyInstance } from 'fastify';
import { addConfirmRoutes } from './confirm-routes.ts';
import type { HostedParts } from './hosted-parts.ts';
import { html } from './html.ts';
import { acceptedLanguages } from './invalid-page.ts';
import { addLinkRoutes } from './link-routes.ts';
import { plainLook } from './look.ts';
import { sendPage } from './page.ts';
import { addPreferenceRoutes } from './preference-routes.ts';
import { addUnsubscribeRoutes } from './unsubscribe-routes.ts';
import { chooseLanguage, words } from './words.ts';

const longestForm = 64 * 1_024;

/**
 * What people reach from their messages: open pixel, click redirect, unsubscribe, confirmation of a consent, preferences. All of it works without
 * signing in, by signed links, and each hit goes back through the log. Mount it on a server of its own scope:
 * `app.register(createHostedPages(parts))`.
 */
export function createHostedPages(parts: HostedParts): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    acceptForms(app);
    app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      const refused = error.statusCode !== undefined && error.statusCode < 500;
      if (!refused) parts.log.error({ err: error }, 'a hosted page failed');
      const language = chooseLanguage(acceptedLanguages(request), 'en');
      const { invalidTitle, invalidDetail, laterTitle, laterDetail } = words[language];
      const [title, detail] = refused ? [invalidTitle, invalidDetail] : [laterTitle, laterDetail];
      const status = refused ? (error.statusCode ?? 400) : 503;
      const body = html`<h1>${title}</h1><p>${detail}</p>`;
      return await sendPage(reply, { status, language, look: plainLook, title, body });
    });
    addLinkRoutes(app, parts);
    addUnsubscribeRoutes(app, parts);
    addConfirmRoutes(app, parts);
    addPreferenceRoutes(app, parts);
  };
}

/** RFC 8058 lets a provider send the one-click as either kind of form; what it says is always the same. */
function acceptForms(app: FastifyInstance): void {
  const options = { parseAs: 'string', bodyLimit: longestForm } as const;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  app.addContentTypeParser('multipart/form-data', options, (_request, _body, done) =>
    done(null, new URLSearchParams()),
  );
}
