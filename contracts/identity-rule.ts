import { z } from 'zod';
import type { FieldProblemCode } from './api/field-problem.ts';
import type { IdentityKind } from './identifiers.ts';

/** Built in, the strongest first. Every other kind is one of the workspace's own. */
export const builtInIdentityKinds = [
  'userId',
  'loyaltyCard',
  'wechatUnionId',
  'wechatOpenId',
  'wecomExternalId',
  'email',
  'phone',
  'whatsapp',
  'deviceToken',
  'anonymousId',
] as const;

/** A device and not a person: what it names alone is nobody yet, and joins whoever signs in with it. */
export const deviceKinds: readonly IdentityKind[] = ['deviceToken', 'anonymousId'];

/** `text` is taken as it is; `lower` in small letters; `digits` without spaces and dashes. */
export const identityFormats = ['text', 'lower', 'digits', 'email', 'phone'] as const;

/**
 * What happens when an event names a value that belongs to somebody else. `merge`: it proves the same person, unless a
 * stronger kind says otherwise. `newest`: it moves to the person of the event. `oldest`: it stays. `ask`: it stays, and a
 * person decides.
 */
export const conflictRules = ['merge', 'newest', 'oldest', 'ask'] as const;

const source = z.stringFormat(
  'place_in_event',
  /^(traits|context|externalIds)(\.[A-Za-z0-9_-]{1,60}){1,4}$/,
  'write where the value stands, for example traits.loyaltyNumber, context.device.token or externalIds.loyalty_number',
);

export const identityRule = z.object({
  /** Its name in data and API; never changes. */
  kind: z.stringFormat('name_in_code', /^[a-z][A-Za-z0-9]{0,39}$/, 'write a name such as memberNumber'),
  /** Shown to people; kinds that are built in have names in every language. */
  label: z.string().min(1).max(80).optional(),
  enabled: z.boolean(),
  /** `shared`: many people may have the same value; it is kept with each of them and names nobody. */
  sharing: z.enum(['unique', 'shared']),
  format: z.enum(identityFormats),
  onConflict: z.enum(conflictRules),
  /** How many values one person may have; null is no limit. */
  perPerson: z.number().int().min(1).max(100).nullable(),
  /** A value that came with more other people than this is shared from then on and names nobody; null never. */
  peoplePerValue: z.number().int().min(1).max(20).nullable(),
  /** Where events carry it, beside the places of Segment's specification. */
  sources: z.array(source).max(5),
});
export type IdentityRule = z.infer<typeof identityRule>;

/** The strongest kind stands first: what an event names by it decides whose event it is. */
export const identitySettings = z
  .object({
    kinds: z.array(identityRule).min(1).max(40),
    /** At most this many people become part of one person within 24 hours; what comes then is asked. */
    mergesPerDay: z.number().int().min(1).max(1_000),
    /** For how many days a merge can be undone. */
    undoDays: z.number().int().min(1).max(365),
  })
  .superRefine(({ kinds }, context) => {
    const report = (index: number, problem: FieldProblemCode, message: string, field = 'kind') =>
      context.addIssue({ code: 'custom', path: ['kinds', index, field], params: { code: problem }, message });
    kinds.forEach(({ kind, label, enabled }, index) => {
      if (kinds.findIndex((other) => other.kind === kind) !== index) report(index, 'twice', 'this kind stands twice');
      const isBuiltIn = builtInIdentityKinds.some((one) => one === kind);
      if (!isBuiltIn && label === undefined)
        report(index, 'required', 'a kind of your own needs a name that people read', 'label');
      if (!enabled && (kind === 'userId' || kind === 'anonymousId'))
        report(index, 'stays_on', 'this kind cannot be switched off');
    });
    for (const kind of builtInIdentityKinds) {
      if (!kinds.some((one) => one.kind === kind)) {
        context.addIssue({ code: 'custom', path: ['kinds'], message: `${kind} is missing; switch it off instead` });
      }
    }
    if (kinds[0]?.kind !== 'userId') report(0, 'wrong_form', 'userId is the strongest and stands first');
  });
export type IdentitySettings = z.infer<typeof identitySettings>;

const rule = (
  kind: (typeof builtInIdentityKinds)[number],
  onConflict: IdentityRule['onConflict'],
  perPerson: number | null,
  more: Partial<IdentityRule> = {},
): IdentityRule => ({
  kind,
  enabled: true,
  sharing: 'unique',
  format: 'text',
  onConflict,
  perPerson,
  peoplePerValue: null,
  sources: [],
  ...more,
});

export const defaultIdentitySettings: IdentitySettings = {
  kinds: [
    rule('userId', 'ask', 1, { sources: ['externalIds.user_id'] }),
    rule('loyaltyCard', 'ask', 3, { sources: ['traits.loyaltyCard', 'externalIds.loyalty_card'] }),
    rule('wechatUnionId', 'merge', 1, { sources: ['traits.wechatUnionId', 'externalIds.wechat_unionid'] }),
    // One for each official account and mini programme that she uses.
    rule('wechatOpenId', 'merge', 20, { sources: ['traits.wechatOpenId', 'externalIds.wechat_openid'] }),
    rule('wecomExternalId', 'merge', 5, { sources: ['traits.wecomExternalId', 'externalIds.wecom_external_id'] }),
    rule('email', 'merge', 5, {
      format: 'email',
      peoplePerValue: 4,
      sources: ['traits.email', 'externalIds.email'],
    }),
    rule('phone', 'merge', 5, { format: 'phone', peoplePerValue: 4, sources: ['traits.phone', 'externalIds.phone'] }),
    rule('whatsapp', 'merge', 5, {
      format: 'phone',
      peoplePerValue: 4,
      sources: ['traits.whatsapp', 'externalIds.whatsapp'],
    }),
    rule('deviceToken', 'newest', 20, {
      sources: [
        'context.device.token',
        'traits.deviceToken',
        'externalIds.ios.push_token',
        'externalIds.android.push_token',
      ],
    }),
    rule('anonymousId', 'oldest', null, { peoplePerValue: 3, sources: ['externalIds.anonymous_id'] }),
  ],
  mergesPerDay: 20,
  undoDays: 30,
};
