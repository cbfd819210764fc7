import { renderMessage } from '#channels/content/render-message.ts';
import { previewLinks } from '#channels/links/message-links.ts';
import type { ConsentPreview } from '#contracts/api/consent.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type Language, topicName } from '#contracts/topic.ts';
import { confirmationMessageId, confirmationMessages } from '#core/profile/consent/consent-message.ts';
import { currentChoices } from '../hosted/choices.ts';
import { lookOf } from '../hosted/look.ts';
import { renderPage } from '../hosted/page.ts';
import { preferenceBody, preferenceTitle } from '../hosted/preference-page.ts';

/** The pages and the confirmation as somebody would see them of whom nothing is known. */
export function previewConsent(settings: WorkspaceSettings, language: Language): ConsentPreview {
  const choices = currentChoices(settings, undefined, Date.now());
  const view = {
    ...{ settings, language, choices },
    ...{ daysBetween: undefined, pausedUntil: undefined, doNotContact: undefined },
  };
  const preferenceCentre = renderPage({
    language,
    look: lookOf(settings),
    title: preferenceTitle(view),
    body: preferenceBody(view),
  });
  const messages = confirmationMessages(settings);
  const render = (channel: 'email' | 'sms') => {
    const message = messages.find(({ id }) => id === confirmationMessageId(channel, language));
    const topic = settings.topics.find(({ archived }) => archived !== true);
    const names = topic ? topicName(topic, language) : '';
    return (
      message &&
      renderMessage(message, channel, {
        person: { profile: '00000000-0000-0000-0000-000000000000', traits: {}, identities: [], locale: language },
        trigger: { event: '', properties: { names } },
        settings,
        links: previewLinks('https://example.com'),
      })
    );
  };
  const [email, sms] = [render('email'), render('sms')];
  const mail = email?.ok && email.content.channel === 'email' ? email.content : { subject: '', html: '' };
  const text = sms?.ok && sms.content.channel === 'sms' ? sms.content.text : '';
  return { preferenceCentre, confirmation: { subject: mail.subject, html: mail.html, sms: text } };
}
