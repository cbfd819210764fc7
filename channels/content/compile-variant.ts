import type { Channel } from '#contracts/channel.ts';
import type { MessageVariants } from '#contracts/message.ts';
import type { Escaping } from './liquid.ts';
import { type CompiledTemplate, compileTemplate } from './template.ts';

/** How the fields of each channel's variant are escaped. */
const fields = {
  email: { subject: 'none', preheader: 'html', html: 'html', text: 'none' },
  sms: { text: 'none' },
  push: { title: 'none', body: 'none', url: 'none' },
  webhook: { body: 'json' },
} as const satisfies { readonly [C in Channel]: { readonly [field: string]: Escaping } };

export type CompiledFields<C extends Channel> = { readonly [F in keyof (typeof fields)[C]]: CompiledTemplate };

type Variant = NonNullable<MessageVariants[Channel]>;

/**
 * A published message never changes, so what was made of a variant is kept for as long as the variant itself is: per
 * release, without anybody having to forget it.
 */
const kept = new WeakMap<Variant, CompiledFields<Channel>>();

/** Undefined where the message has no variant for the channel. Throws TemplateError. */
export function compileVariant<C extends Channel>(
  variants: MessageVariants,
  channel: C,
): CompiledFields<C> | undefined {
  const variant = variants[channel];
  if (variant === undefined) return undefined;
  const compiled = kept.get(variant) ?? compile(channel, variant);
  kept.set(variant, compiled);
  return compiled as CompiledFields<C>;
}

function compile(channel: Channel, variant: Variant): CompiledFields<Channel> {
  const sources = variant as { readonly [field: string]: string };
  const entries = Object.entries(fields[channel]).map(([field, escaping]: [string, Escaping]) => [
    field,
    compileTemplate(field, sources[field] ?? '', escaping),
  ]);
  return Object.fromEntries(entries);
}
