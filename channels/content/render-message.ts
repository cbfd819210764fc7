import type { ShortLink } from '#components/short-link/store.ts';
import type { Channel } from '#contracts/channel.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { Language } from '#contracts/topic.ts';
import type { MessageLinks } from '../links/message-links.ts';
import type { RenderedContent } from '../port.ts';
import { type ChosenTranslation, chooseTranslation } from './choose-translation.ts';
import { compileVariant } from './compile-variant.ts';
import { oneLine, renderEmail } from './email.ts';
import { countTrustedLinks } from './link-hosts.ts';
import { renderLocale } from './locale.ts';
import { TemplateError, type TemplateProblem } from './template.ts';
import { rewriteTextLinks } from './text-links.ts';
import { withoutCount } from './without-count.ts';

export interface RenderContext {
  readonly person: {
    readonly profile: ProfileId;
    readonly traits: JsonObject;
    readonly identities: readonly Identity[];
    readonly locale?: string;
    readonly timeZone?: string;
  };
  readonly trigger: { readonly event: string; readonly properties: JsonObject };
  /** Of the run that asked for the message. */
  readonly variables?: JsonObject;
  readonly settings: Pick<WorkspaceSettings, 'name' | 'language' | 'currency' | 'timeZone' | 'linkHosts'>;
  readonly links: MessageLinks;
  /** What has no value is a problem instead of nothing; for checks before publishing. */
  readonly strict?: boolean;
}

export type Rendering =
  | {
      readonly ok: true;
      readonly content: RenderedContent;
      readonly language: Language;
      readonly shortLinks: readonly ShortLink[];
    }
  | { readonly ok: false; readonly problem: TemplateProblem };

/**
 * Renders the variant of one channel in the person's language; preview and hand-over use the same. Templates see `person` (identities and
 * traits), `event` (properties of the event that started the run), `event_name`, `run` (variables of the run),
 * `links.unsubscribe`, `links.preferences` and `workspace`; what is unknown renders as nothing. Short links must be stored
 * before sending.
 */
export function renderMessage(message: MessageDefinition, channel: Channel, context: RenderContext): Rendering {
  const shortLinks: ShortLink[] = [];
  try {
    const chosen = chooseTranslation(message, channel, {
      locale: context.person.locale,
      workspaceLanguage: context.settings.language,
    });
    return {
      ok: true,
      content: render(message.purpose, channel, { ...context, ...chosen }, shortLinks),
      language: chosen.language,
      shortLinks,
    };
  } catch (error) {
    if (error instanceof TemplateError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function render(
  purpose: MessageDefinition['purpose'],
  channel: Channel,
  context: RenderContext & ChosenTranslation,
  shortLinks: ShortLink[],
): RenderedContent {
  const { language, variants, settings } = context;
  const links = countTrustedLinks(context.links, variants, settings.linkHosts ?? []);
  const scope = scopeOf(context);
  const { strict = false } = context;
  // Where nothing is known of the person, numbers and dates are written as the text around them.
  const globals = renderLocale(context.person, { language, timeZone: settings.timeZone });
  switch (channel) {
    case 'email': {
      const fields = compileVariant(variants, 'email') ?? missing(channel);
      const parts = {
        subject: fields.subject(scope, globals, strict),
        preheader: fields.preheader(scope, globals, strict),
        html: fields.html(scope, globals, strict),
        text: fields.text(scope, globals, strict),
      };
      return renderEmail(parts, links, { marketing: purpose === 'marketing', name: settings.name, language });
    }
    case 'sms': {
      const fields = compileVariant(variants, 'sms') ?? missing(channel);
      const shorten = (url: string) => {
        const short = links.short(url);
        if (short.link) shortLinks.push(short.link);
        return short.url;
      };
      return { channel, text: rewriteTextLinks(fields.text(scope, globals, strict).trim(), shorten) };
    }
    case 'push': {
      const fields = compileVariant(variants, 'push') ?? missing(channel);
      const url = fields.url(scope, globals, strict).trim();
      return {
        channel,
        title: oneLine(fields.title(scope, globals, strict)),
        body: fields.body(scope, globals, strict).trim(),
        url: /^https?:\/\//i.test(url) ? links.click(url) : url,
      };
    }
    case 'webhook': {
      const fields = compileVariant(variants, 'webhook') ?? missing(channel);
      return { channel, body: checkedJson(fields.body(scope, globals, strict)) };
    }
  }
}

function scopeOf({ person, trigger, variables = {}, settings, links }: RenderContext): object {
  const identities = Object.fromEntries(person.identities.map(({ kind, value }) => [kind, value]));
  return {
    person: withoutCount({ ...identities, ...person.traits, id: person.profile }),
    event: withoutCount(trigger.properties),
    event_name: trigger.event,
    run: withoutCount(variables),
    workspace: { name: settings.name, language: settings.language, currency: settings.currency },
    links: { unsubscribe: links.unsubscribe, preferences: links.preferences, confirm: links.confirm },
  };
}

function missing(channel: Channel): never {
  const message = 'the message has no variant for this channel';
  throw new TemplateError({ field: channel, line: null, code: 'no_variant', params: {}, message });
}

function checkedJson(body: string): string {
  try {
    JSON.parse(body);
    return body;
  } catch (error) {
    const message = `the result is not JSON: ${String(error)}`;
    throw new TemplateError({ field: 'body', line: null, code: 'not_json', params: {}, message });
  }
}
