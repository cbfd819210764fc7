import type { Journey } from '#contracts/api/journey.ts';
import type { UseTemplateRequest } from '#contracts/api/journey-template.ts';
import type { Author } from '#contracts/author.ts';
import { RequestError } from '#contracts/errors.ts';
import { journeyDefinition } from '#contracts/journey.ts';
import { type MessageDefinition, messageDefinition } from '#contracts/message.ts';
import { segmentDefinition } from '#contracts/segment.ts';
import { type Language, languages } from '#contracts/topic.ts';
import { createJourney } from '../../definitions/journeys.ts';
import { createMessage } from '../../definitions/messages.ts';
import { type DefinitionParts, newestRelease } from '../../definitions/parts.ts';
import { createSegment } from '../../definitions/segments.ts';
import { emailLayout } from './email-layout.ts';
import { inLanguage } from './in-language.ts';
import type { TemplateMessage } from './template.ts';
import { templates } from './templates.ts';

/**
 * Makes drafts of a ready journey, of its messages and its segments, under ids of their own where theirs are taken, so
 * that a template can be used twice. Throws `not_found`.
 */
export async function startFromTemplate(
  parts: DefinitionParts,
  id: string,
  request: UseTemplateRequest,
  by?: Author,
): Promise<Journey> {
  const chosen = templates().find((one) => one.id === id);
  if (!chosen) throw new RequestError('not_found', { message: `The gallery has no journey "${id}".` });
  const { language } = request;
  const { topics } = (await newestRelease(parts)).settings;
  const renamed = new Map<string, string>();

  for (const raw of chosen.segments) {
    const { id: wanted, ...segment } = segmentDefinition.parse(inLanguage({ description: '', ...raw }, language));
    const made = await withFreeId(wanted, (own) => createSegment(parts, { ...own, ...segment }));
    renamed.set(`segment ${wanted}`, made.id);
  }
  for (const raw of chosen.messages) {
    const topic = topics.some((one) => one.id === raw.topic) ? raw.topic : (topics[0]?.id ?? raw.topic);
    const message = messageIn(raw, topic, request);
    const made = await withFreeId(message.id, (own) =>
      createMessage(parts, { ...own, name: message.name, draft: message }),
    );
    renamed.set(`message ${message.id}`, made.id);
  }
  const base = { id, version: 1, name: chosen.name, description: chosen.description };
  const draft = journeyDefinition.parse(withIds(inLanguage({ ...base, ...chosen.journey }, language), renamed));
  return withFreeId(id, (own) => createJourney(parts, { ...own, name: draft.name, draft }, by));
}

/** One message that holds all languages; `language` is the one that people get whose own is none of them. */
function messageIn(raw: TemplateMessage, topic: string, { language, shop }: UseTemplateRequest): MessageDefinition {
  const further = languages.filter((one) => one !== language);
  const translations = Object.fromEntries(further.map((one) => [one, variantsIn(raw, one)]));
  const message = { ...raw, topic, language, variants: variantsIn(raw, language), translations };
  return messageDefinition.parse(withShop(inLanguage(message, language), shop));
}

function variantsIn({ variants, purpose }: TemplateMessage, language: Language): unknown {
  const { email, ...others } = variants;
  const mail = {
    subject: email.subject[language],
    preheader: email.preheader[language],
    html: emailLayout(email, language, purpose === 'marketing'),
    text: '',
  };
  return inLanguage({ email: mail, ...others }, language);
}

/** The address of the shop stands in the text as it is, so that whoever edits the message can read and change it. */
function withShop(value: unknown, shop: string): unknown {
  if (typeof value === 'string')
    return value.replaceAll('{{ shop }}', shop).replaceAll('| default: shop }}', `| default: "${shop}" }}`);
  if (Array.isArray(value)) return value.map((one) => withShop(one, shop));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withShop(one, shop)]));
}

/** A journey whose references to messages and segments name those that were made for it. */
function withIds(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, renamed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    typeof one === 'string' ? (renamed.get(`${key} ${one}`) ?? one) : withIds(one, renamed),
  ]);
  return Object.fromEntries(entries);
}

/** By the wanted id, or where that is taken by one made from the name. */
async function withFreeId<Made>(id: string, make: (own: { readonly id?: string }) => Promise<Made>): Promise<Made> {
  try {
    return await make({ id });
  } catch (error) {
    if (error instanceof RequestError && error.code === 'already_exists') return make({});
    throw error;
  }
}
