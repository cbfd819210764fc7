import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentRule } from '#contracts/topic.ts';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import styles from '../settings-page.module.css';
import { type Basis, basesOn, basisOfRule, ruleOfBasis } from './consent-basis.ts';

interface ConsentRuleRowProps {
  readonly channel: Channel;
  readonly rule: ConsentRule;
  /** Of a topic: the settings whose channel rules hold where it has none. */
  readonly inherited?: WorkspaceSettings;
  readonly onChange: (rule: ConsentRule) => void;
}

/** One channel: what a yes takes, and how long it lasts. */
export function ConsentRuleRow({ channel, rule, inherited, onChange }: ConsentRuleRowProps) {
  const { t } = useTranslation();
  const name = t(`channel.${channel}`);
  const { lapsesAfterDays } = rule;
  const ofChannel = inherited && channelBasis(inherited, channel);
  return (
    <div className={styles['rule']}>
      <ChannelMark channel={channel} />
      <Select<Basis | 'inherited'>
        aria-label={t('consent.basisOf', { channel: name })}
        value={basisOfRule(rule) ?? 'inherited'}
        popupMatchSelectWidth={false}
        options={[
          ...(ofChannel
            ? [
                {
                  value: 'inherited' as const,
                  label: t('settings.channelDefault', { rule: t(`consent.basisShort.${ofChannel}`) }),
                },
              ]
            : []),
          ...basesOn(channel).map((value) => ({ value, label: t(`consent.basis.${value}`) })),
        ]}
        onChange={(basis) =>
          onChange({
            ...(lapsesAfterDays !== undefined && { lapsesAfterDays }),
            ...ruleOfBasis(basis === 'inherited' ? undefined : basis),
          })
        }
      />
      <span className="row">
        <span className="soft nowrap">{t('consent.lapses')}</span>
        <InputNumber
          aria-label={t('consent.lapsesOf', { channel: name })}
          min={1}
          max={3_650}
          precision={0}
          style={{ width: 96 }}
          placeholder={inheritedLapse(inherited, channel) ?? t('consent.never')}
          value={lapsesAfterDays ?? null}
          onChange={(days) => {
            const { lapsesAfterDays: _, ...rest } = rule;
            onChange(days === null ? rest : { ...rest, lapsesAfterDays: days });
          }}
        />
        <span className="soft">{t('consent.lapseDays')}</span>
      </span>
    </div>
  );
}

export function channelBasis({ consent, optInChannels }: WorkspaceSettings, channel: Channel): Basis {
  if (consent?.channels[channel]?.doubleOptIn) return 'double_opt_in';
  return optInChannels.includes(channel) ? 'opt_in' : 'opt_out';
}

function inheritedLapse(settings: WorkspaceSettings | undefined, channel: Channel): string | undefined {
  const days = settings?.consent?.channels[channel]?.lapsesAfterDays;
  return typeof days === 'number' ? String(days) : undefined;
}
