import {
  type ImportMapping,
  ignoredTarget,
  importOpenTargets,
  importPersonTargets,
  importTargets,
} from '#contracts/import.ts';

const externalTargets = [
  'externalIds.loyalty_card',
  'externalIds.wechat_openid',
  'externalIds.wechat_unionid',
  'externalIds.wecom_external_id',
  'externalIds.whatsapp',
] as const;

/** Stands for any name under `traits` or `properties`; the name itself is typed beside it. */
export const openTarget = 'open';

export interface TargetGroup {
  readonly group: 'person' | 'row' | 'other';
  readonly targets: readonly string[];
}

export function targetGroups(kind: ImportMapping['kind']): readonly TargetGroup[] {
  return [
    { group: 'person', targets: [...importPersonTargets, ...externalTargets] },
    { group: 'row', targets: importTargets[kind] },
    { group: 'other', targets: [openTarget, ignoredTarget] },
  ];
}

/** The choice that a target is, and the name where it is a trait or property of its own. */
export function splitTarget(
  kind: ImportMapping['kind'],
  target: string,
): { readonly choice: string; readonly name: string } {
  const prefix = `${importOpenTargets[kind]}.`;
  return target.startsWith(prefix)
    ? { choice: openTarget, name: target.slice(prefix.length) }
    : { choice: target, name: '' };
}

/** Under which translation a target stands. */
export function targetKey(target: string): string {
  return target.replace('externalIds.', '');
}

/** A mapping in which each target is filled by one column: whoever is named anew takes it from the other. */
export function withTarget(mapping: ImportMapping, column: string, target: string): ImportMapping {
  const columns = mapping.columns.map((own) => {
    if (own.column === column) return { column, target };
    return own.target === target && target !== ignoredTarget ? { ...own, target: ignoredTarget } : own;
  });
  return { ...mapping, columns };
}
