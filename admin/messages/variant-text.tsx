import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { languages } from '../i18n/languages.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { variantsIn, withVariantsIn } from './translations.ts';
import type { ShownVariant } from './use-shown-variant.ts';
import { VariantFields } from './variant-fields.tsx';

interface VariantTextProps {
  readonly message: MessageDefinition;
  readonly channel: Channel;
  readonly shown: ShownVariant;
  readonly onChange: (message: MessageDefinition) => void;
}

/** The fields of a channel in one language; a translation begins as the text that it translates. */
export function VariantText({ message, channel, shown, onChange }: VariantTextProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { language, mainLanguage } = shown;
  const variants = variantsIn(message, language, mainLanguage);
  const main = languages[mainLanguage];
  const write = (next: typeof variants) =>
    onChange(withVariantsIn(message, language, { mainLanguage, variants: next }));

  if (!variants[channel]) {
    return (
      <EmptyState
        icon="messages"
        title={t('messages.untranslatedTitle', { language: languages[language] })}
        text={t('messages.untranslatedText', { language: languages[language], main })}
        actions={
          mayChange ? (
            <Button
              icon={<Icon name="plus" size={14} />}
              onClick={() => write({ ...variants, [channel]: message.variants[channel] })}
            >
              {t('messages.translate', { main })}
            </Button>
          ) : null
        }
      />
    );
  }
  return (
    <>
      <VariantFields channel={channel} variants={variants} onChange={write} />
      {language === mainLanguage ? null : (
        <Button
          type="text"
          icon={<Icon name="trash" size={14} />}
          style={{ marginTop: 16 }}
          onClick={() => {
            const { [channel]: _, ...rest } = variants;
            write(rest);
          }}
        >
          {t('messages.removeTranslation', { language: languages[language] })}
        </Button>
      )}
    </>
  );
}
