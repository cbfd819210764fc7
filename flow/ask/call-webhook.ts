import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { Answer, Ask } from './answer-ask.ts';

/** One try. `retry`: it may go well later; the answer is text that should be JSON. */
export type WebhookTry =
  | { readonly type: 'answered'; readonly body: string }
  | { readonly type: 'refused' }
  | { readonly type: 'retry'; readonly at: Instant };

export type PostWebhook = (
  request: { readonly workspace: WorkspaceId; readonly url: string; readonly id: string; readonly body: string },
  signal: AbortSignal,
) => Promise<WebhookTry>;

/** What is posted: who and which run it is, and what the node says. `id` is the same for every try. */
export function webhookBody({ id, profile, journey, run, node, what }: Ask<'webhook'>): string {
  return JSON.stringify({ type: 'journey.webhook', id, profile, journey, run, node, data: what.body });
}

/** What a run is told of an answer. An answer that is no JSON object is one under `body`. */
export function webhookAnswer(body: string): NonNullable<Answer> {
  let value: Json;
  try {
    value = JSON.parse(body) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    value = body;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return { outcome: 'answered', values: isObject ? (value as JsonObject) : { body: value } };
}
