import { importPersonTargets } from '#contracts/import.ts';

/** Stand for any name below them; the name itself is typed beside. */
export const rooms = ['traits', 'properties', 'externalIds'] as const;
export type Room = (typeof rooms)[number];

const cards = ['loyalty_card', 'wechat_openid', 'wechat_unionid', 'wecom_external_id', 'whatsapp'];

/** Everything that a field of a payload can fill and that has a name of its own. */
export const namedTargets: readonly string[] = [
  ...importPersonTargets,
  ...cards.map((card) => `externalIds.${card}`),
  'timestamp',
];

/** The choice that a target is, and the name where it is a trait, a property or an identity of the workspace's own. */
export function splitTarget(target: string): { readonly choice: string; readonly name: string } {
  const room = rooms.find((one) => target.startsWith(`${one}.`));
  if (namedTargets.includes(target) || room === undefined) return { choice: target, name: '' };
  return { choice: room, name: target.slice(room.length + 1) };
}
