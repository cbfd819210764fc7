import type { Channel } from '#contracts/channel.ts';
import type { KeywordAction } from '#contracts/inbound/inbound.ts';
import { defaultInboundSettings, type InboundSettings } from '#contracts/inbound/inbound-settings.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { Language } from '#contracts/topic.ts';
import { foldWord } from './fold.ts';

export interface FoundKeyword {
  readonly action: KeywordAction;
  readonly language: Language;
}

export function inboundSettingsOf({ inbound }: Pick<WorkspaceSettings, 'inbound'>): InboundSettings {
  return inbound ?? defaultInboundSettings;
}

/** Who leaves is believed first, where a word was given two meanings. */
const order: readonly KeywordAction[] = ['opt_out', 'opt_in', 'help'];

/** What the whole of a message asks for, by the words of the workspace; nothing where it says anything beside the word. */
export function findKeyword(settings: InboundSettings, channel: Channel, text: string): FoundKeyword | undefined {
  const said = foldWord(text);
  if (said === '') return undefined;
  const found = settings.keywords.filter(
    ({ channels, words }) => channels.includes(channel) && words.some((word) => foldWord(word) === said),
  );
  const [first] = found.sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
  return first && { action: first.action, language: first.language };
}
