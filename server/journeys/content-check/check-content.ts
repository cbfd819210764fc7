import type { JourneyContentCheck } from '#contracts/api/journey-content.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { RunVariable } from '#contracts/journey/variable.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { personName } from '#core/profile/person-name.ts';
import type { ProfileState } from '#core/state.ts';
import type { RenderPreview } from '../../delivery-parts.ts';

export interface Sample {
  readonly state: ProfileState;
  readonly trigger: { readonly event: string; readonly properties: JsonObject };
}

interface CheckInput {
  readonly workspace: WorkspaceId;
  readonly definition: JourneyDefinition;
  readonly messages: ReadonlyMap<string, MessageDefinition>;
  readonly people: readonly Sample[];
  readonly eventKnown: boolean;
  readonly settings: WorkspaceSettings;
}

type Problem = JourneyContentCheck['problems'][number];

const peopleNamed = 3;

/**
 * Renders each variant of each message of the draft for each person, as hand-over would, but with what has no value as a
 * problem. The same problem of several people is told once.
 */
export async function checkContent(
  render: RenderPreview,
  input: CheckInput,
): Promise<Omit<JourneyContentCheck, 'gaps'>> {
  const { workspace, definition, messages, people, eventKnown, settings } = input;
  const variables = sampleVariables(definition.variables ?? []);
  const problems = new Map<string, Problem>();
  let rendered = 0;
  for (const node of definition.nodes) {
    const message = node.kind === 'message' ? messages.get(node.message) : undefined;
    if (!message) continue;
    for (const { state, trigger } of people) {
      const asked = { workspace, message, profile: state, language: undefined, trigger, settings, variables };
      const { variants } = await render({ ...asked, strict: true });
      for (const variant of variants) {
        rendered += 1;
        if (!('error' in variant)) continue;
        const { field, line, missing, code, params, message: text } = variant.error;
        if (missing?.startsWith('event.') && !eventKnown) continue;
        const place = { node: node.id, message: message.id, channel: variant.channel, field, line };
        const key = JSON.stringify([place, missing ?? valueless(text)]);
        const known = problems.get(key);
        const person = { profile: state.profile, personName: personName(state) };
        problems.set(key, {
          ...place,
          messageName: message.name,
          ...{ missing: missing ?? null, code, params },
          text: valueless(text),
          people: [...(known?.people ?? []), person].slice(0, peopleNamed),
          count: (known?.count ?? 0) + 1,
        });
      }
    }
  }
  return {
    people: people.map(({ state }) => ({ profile: state.profile, personName: personName(state) })),
    eventKnown,
    rendered,
    problems: [...problems.values()],
  };
}

/** Why a text is no JSON quotes it, and so what stands in somebody's profile: roles that may not see that see this too. */
function valueless(text: string): string {
  return text.replace(/^(the result is not JSON):.*$/s, '$1');
}

/** What the journey fills on the way is there when a message goes out: something of its type stands for it. */
function sampleVariables(variables: readonly RunVariable[]): JsonObject {
  const values: { readonly [Type in RunVariable['type']]: Json } = {
    text: 'text',
    number: 1,
    boolean: true,
    date: '2026-01-31T09:00:00.000Z',
    json: {},
  };
  return Object.fromEntries(variables.map(({ name, type }) => [name, values[type]]));
}
