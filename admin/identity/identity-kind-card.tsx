import Button from 'antd/es/button';
import Switch from 'antd/es/switch';
import { useTranslation } from 'react-i18next';
import type { IdentityRule, IdentitySettings } from '#contracts/identity-rule.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { MoveButtons } from '../shared/ui/move-buttons.tsx';
import styles from './identity-form.module.css';
import { IdentityKindFields } from './identity-kind-fields.tsx';
import { isOwnKind } from './own-kind.ts';
import { useKindName } from './use-kind-name.ts';

export interface IdentityKindProps {
  readonly rule: IdentityRule;
  readonly identity: IdentitySettings;
  /** What is wrong with the kind, or at one place of it. */
  readonly errorIn: (place?: 'label' | 'kind' | 'sources') => string | undefined;
  readonly onChange: (change: Partial<IdentityRule>) => void;
}

interface IdentityKindCardProps extends IdentityKindProps {
  /** 0 is the strongest. */
  readonly place: number;
  readonly last: number;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One kind of identity: what its rule does in a sentence, and the rule itself when it is opened. */
export function IdentityKindCard(props: IdentityKindCardProps) {
  const { rule, identity, place, last, open, errorIn, onToggle, onMove, onRemove, onChange } = props;
  const { t } = useTranslation();
  const name = useKindName(identity)(rule.kind);
  const isFixed = rule.kind === 'userId';
  const error = open ? undefined : errorIn();
  return (
    <li className={styles['kind']}>
      <div className={styles['head']}>
        <span className="faint number">{place + 1}</span>
        <span>
          <span className={styles['name']}>{name}</span>
          <span className={styles['summary']}>{useSummary(rule)}</span>
          {error ? <span className={styles['problem']}>{error}</span> : null}
        </span>
        <span className={styles['actions']}>
          {isFixed ? null : (
            <MoveButtons
              up={t('identityRules.stronger', { name })}
              down={t('identityRules.weaker', { name })}
              onUp={place > 1 ? () => onMove(-1) : undefined}
              onDown={place === last ? undefined : () => onMove(1)}
            />
          )}
          {rule.kind === 'anonymousId' ? <span className={styles['noSwitch']} /> : null}
          {isFixed || rule.kind === 'anonymousId' ? null : (
            <Switch
              size="small"
              aria-label={t('identityRules.enabled', { name })}
              checked={rule.enabled}
              onChange={(enabled) => onChange({ enabled })}
            />
          )}
          <Button type="text" aria-expanded={open} onClick={onToggle}>
            {t(open ? 'action.close' : 'identityRules.change')}
          </Button>
        </span>
      </div>
      {open ? (
        <div className={styles['fields']}>
          <IdentityKindFields {...props} />
          {isOwnKind(rule) ? (
            <div className={styles['wide']}>
              <Button danger icon={<Icon name="trash" size={14} />} onClick={onRemove}>
                {t('identityRules.removeKind')}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function useSummary({ enabled, sharing, onConflict, perPerson, peoplePerValue, kind }: IdentityRule): string {
  const { t } = useTranslation();
  if (!enabled) return t('identityRules.summary.off');
  if (sharing === 'shared') return t('identityRules.summary.shared');
  const parts = [
    perPerson === null
      ? t('identityRules.summary.anyNumber')
      : t('identityRules.summary.perPerson', { count: perPerson }),
    kind === 'userId' ? t('identityRules.summary.userId') : t(`identityRules.summary.${onConflict}`),
    ...(peoplePerValue === null ? [] : [t('identityRules.summary.peoplePerValue', { count: peoplePerValue })]),
  ];
  return parts.join(t('identityRules.summary.join'));
}
