import { randomUUID } from 'node:crypto';
import { journeyWebhookSecretAnswer, startedRun, startRunRequest } from '#contracts/api/journey-run.ts';
import { identifierParameter } from '#contracts/api/list.ts';
import { RequestError } from '#contracts/errors.ts';
import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import type { PublishedJourney } from '#contracts/release.ts';
import { newestRelease } from '../definitions/parts.ts';
import { fieldError } from '../field-error.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import type { Routes } from '../routes/routes.ts';
import { normalise } from '../tracking/identities.ts';
import { countryOf } from '../workspace-country.ts';
import { journeyWebhookSecret } from './post-webhook.ts';

/** Lets programs start journeys for people. */
export function registerJourneyRuns(app: Routes, parts: ServerParts): void {
  const { store, workspace, sink, appendStimuli } = parts;

  app.post(
    '/journeys/:id/runs',
    {
      schema: {
        tags: ['journeys'],
        summary: 'Start a journey for a person, with a payload',
        params: identifierParameter,
        body: startRunRequest,
        response: { 202: startedRun },
      },
    },
    async ({ params: { id: journey }, body }, reply) => {
      const release = await newestRelease(parts);
      refuseOtherEntries(
        release.journeys.find(({ id, entry }) => id === journey && entry),
        journey,
      );
      const id = body.id ?? randomUUID();
      const profile =
        body.profile === undefined
          ? await personOf(body.identity ?? { kind: '', value: '' }, id)
          : (await requireProfileState(store, workspace, body.profile)).profile;
      const now = Date.now();
      await appendStimuli([
        {
          ...{ type: 'enrol', workspace, profile, id: `run:${journey}:${id}`, at: now, receivedAt: now },
          ...{ journey, by: 'api', payload: body.payload },
        },
      ]);
      return reply.code(202).send({ profile, id });
    },
  );

  app.get(
    '/journey-webhooks/secret',
    {
      schema: {
        tags: ['journeys'],
        summary: 'By which a receiver knows that a journey of this workspace asks',
        response: { 200: journeyWebhookSecretAnswer },
      },
    },
    () => ({ secret: journeyWebhookSecret(parts.secretKey, workspace) }),
  );

  /** Whoever is not known yet becomes a person by an identify that says nothing else. */
  async function personOf(said: Identity, id: string): Promise<ProfileId> {
    const { settings } = await newestRelease(parts);
    const rule = (settings.identity ?? defaultIdentitySettings).kinds.find(({ kind }) => kind === said.kind);
    const value = rule && normalise(said.value, rule.format, countryOf(settings));
    if (value === undefined) {
      const message = `identity: the workspace knows no ${said.kind} "${said.value}"; give a kind and value that it can read.`;
      throw fieldError('identity', 'not_there', message);
    }
    const identity = { kind: said.kind, value };
    const [known] = await store.identities.find(workspace, [identity]);
    if (known) return known.profile;
    const now = Date.now();
    await sink.accept([
      {
        ...{ workspace, messageId: `run:${id}`, at: now, receivedAt: now, identities: [identity], context: {} },
        ...{ trusted: true, content: { type: 'identify', traits: {} } },
      },
    ]);
    const [made] = await store.identities.find(workspace, [identity]);
    if (made) return made.profile;
    throw new RequestError('invalid_request', {
      message: 'This identity names nobody: it was seen with too many people.',
    });
  }
}

function refuseOtherEntries(entered: PublishedJourney | undefined, journey: string): void {
  if (!entered) {
    throw new RequestError('wrong_status', {
      message: `Nobody enters the journey "${journey}" now; publish or resume it.`,
    });
  }
  const trigger = entered.nodes.find((node) => node.kind === 'trigger')?.trigger;
  if (trigger?.type === 'api') return;
  throw new RequestError('wrong_status', {
    message: `The journey "${journey}" does not begin by a call of the API; choose that as what starts it.`,
  });
}
