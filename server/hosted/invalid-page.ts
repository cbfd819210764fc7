import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from './html.ts';
import { plainLook } from './look.ts';
import { sendPage } from './page.ts';
import { chooseLanguage, words } from './words.ts';

/** For a link that was not signed by us, whose person is gone, or that belongs to a preview. */
export async function sendInvalid(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const language = chooseLanguage(acceptedLanguages(request), 'en');
  const { invalidTitle, invalidDetail } = words[language];
  return await sendPage(reply, {
    status: 404,
    language,
    look: plainLook,
    title: invalidTitle,
    body: html`<h1>${invalidTitle}</h1><p>${invalidDetail}</p>`,
  });
}

/** In the order in which browsers write them, which is the order of preference. */
export function acceptedLanguages({ headers }: FastifyRequest): readonly string[] {
  return (headers['accept-language'] ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '');
}
