import Button from 'antd/es/button';
import Popconfirm from 'antd/es/popconfirm';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { ChoiceMenu } from '../shared/ui/choice-menu.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { Tabs } from '../shared/ui/tabs.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { emptyVariants } from './empty-variants.ts';
import { LanguageTabs } from './language-tabs.tsx';
import { withoutChannel } from './translations.ts';
import type { ShownVariant } from './use-shown-variant.ts';
import { VariantText } from './variant-text.tsx';

interface VariantTabsProps {
  readonly message: MessageDefinition;
  readonly shown: ShownVariant;
  readonly onChange: (message: MessageDefinition) => void;
}

/** One tab per channel that the message can be told in, and in each of them the languages. */
export function VariantTabs({ message, shown, onChange }: VariantTabsProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { channel, show } = shown;
  const present = channels.filter((one) => message.variants[one]);
  const missing = channels.filter((one) => !message.variants[one]);

  const add = mayChange ? (
    <ChoiceMenu
      disabled={missing.length === 0}
      menu={{
        items: missing.map((one) => ({
          key: one,
          label: <ChannelMark channel={one} />,
          onClick: () => {
            onChange({ ...message, variants: { ...message.variants, [one]: emptyVariants[one] } });
            show({ channel: one, language: shown.mainLanguage });
          },
        })),
      }}
    >
      <Button type="text" icon={<Icon name="plus" size={14} />}>
        {t('messages.addVariant')}
      </Button>
    </ChoiceMenu>
  ) : null;

  if (!channel) {
    return (
      <Section flush>
        <EmptyState
          icon="messages"
          title={t('messages.noVariantTitle')}
          text={t('messages.noVariantText')}
          actions={add}
        />
      </Section>
    );
  }
  return (
    <Section>
      <Tabs
        activeKey={channel}
        onChange={(key) => show({ channel: channels.find((one) => one === key) ?? channel })}
        tabBarExtraContent={add}
        items={present.map((one) => ({
          key: one,
          label: <ChannelMark channel={one} />,
          children: (
            <>
              <LanguageTabs message={message} shown={{ ...shown, channel: one }} />
              <VariantText message={message} channel={one} shown={shown} onChange={onChange} />
              <RemoveChannel channel={one} onRemove={() => onChange(withoutChannel(message, one))} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

function RemoveChannel({ channel, onRemove }: { readonly channel: Channel; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <Popconfirm
      title={t('messages.removeVariant', { channel: t(`channel.${channel}`) })}
      description={t('messages.removeVariantText')}
      icon={null}
      okText={t('action.remove')}
      cancelText={t('action.cancel')}
      onConfirm={onRemove}
    >
      <Button type="text" danger icon={<Icon name="trash" size={14} />} style={{ marginTop: 16 }}>
        {t('messages.removeVariant', { channel: t(`channel.${channel}`) })}
      </Button>
    </Popconfirm>
  );
}
