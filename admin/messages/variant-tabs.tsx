import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import Popconfirm from 'antd/es/popconfirm';
import Tabs from 'antd/es/tabs';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '#contracts/channel.ts';
import type { MessageDefinition, MessageVariants } from '#contracts/message.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { Section } from '../shared/ui/page.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { emptyVariants } from './empty-variants.ts';
import { VariantFields } from './variant-fields.tsx';

interface VariantTabsProps {
  readonly message: MessageDefinition;
  readonly channel: Channel | undefined;
  readonly onShow: (channel: Channel) => void;
  readonly onChange: (message: MessageDefinition) => void;
}

/** One tab per channel that the message can be told in. */
export function VariantTabs({ message, channel, onShow, onChange }: VariantTabsProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const present = channels.filter((one) => message.variants[one]);
  const missing = channels.filter((one) => !message.variants[one]);
  const setVariants = (variants: MessageVariants) => onChange({ ...message, variants });

  const add = mayChange ? (
    <Dropdown
      trigger={['click']}
      disabled={missing.length === 0}
      menu={{
        items: missing.map((one) => ({
          key: one,
          label: <ChannelMark channel={one} />,
          onClick: () => {
            setVariants({ ...message.variants, [one]: emptyVariants[one] });
            onShow(one);
          },
        })),
      }}
    >
      <Button type="text" icon={<Icon name="plus" size={14} />}>
        {t('messages.addVariant')}
      </Button>
    </Dropdown>
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
        onChange={(key) => onShow(channels.find((one) => one === key) ?? channel)}
        tabBarExtraContent={add}
        items={present.map((one) => ({
          key: one,
          label: <ChannelMark channel={one} />,
          children: (
            <>
              <VariantFields channel={one} variants={message.variants} onChange={setVariants} />
              <Popconfirm
                title={t('messages.removeVariant', { channel: t(`channel.${one}`) })}
                description={t('messages.removeVariantText')}
                icon={null}
                okText={t('action.remove')}
                cancelText={t('action.cancel')}
                onConfirm={() => {
                  const { [one]: _, ...rest } = message.variants;
                  setVariants(rest);
                }}
              >
                <Button type="text" danger icon={<Icon name="trash" size={14} />} style={{ marginTop: 16 }}>
                  {t('messages.removeVariant', { channel: t(`channel.${one}`) })}
                </Button>
              </Popconfirm>
            </>
          ),
        }))}
      />
    </Section>
  );
}
