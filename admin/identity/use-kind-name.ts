import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { builtInIdentityKinds, type IdentitySettings } from '#contracts/identity-rule.ts';
import { settingsQuery } from '../shared/settings-query.ts';

/** What people call a kind of identity: in every language where it is built in, else as the workspace named it. */
export function useKindName(rules?: IdentitySettings): (kind: string) => string {
  const { t } = useTranslation();
  const { data } = useQuery({ ...settingsQuery, enabled: rules === undefined });
  const { kinds } = rules ?? data?.identity ?? { kinds: [] };
  return (kind) => {
    const builtIn = builtInIdentityKinds.find((one) => one === kind);
    return builtIn ? t(`identity.${builtIn}`) : (kinds.find((one) => one.kind === kind)?.label ?? kind);
  };
}
