import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeywordAction } from '#contracts/inbound/inbound.ts';
import type { KeywordReply } from '#contracts/inbound/inbound-settings.ts';
import { defaultReplyTexts } from '#contracts/inbound/inbound-texts.ts';
import type { Language } from '#contracts/topic.ts';
import { languageCodes, languages } from '../../i18n/languages.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';

interface KeywordReplyFieldsProps {
  readonly action: KeywordAction;
  readonly reply: KeywordReply;
  readonly language: Language;
  readonly onChange: (reply: KeywordReply) => void;
}

/** What is answered, in the language of the word that was written. */
export function KeywordReplyFields({ action, reply, language, onChange }: KeywordReplyFieldsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Language>(language);
  return (
    <>
      <Checkbox
        checked={reply.enabled}
        onChange={({ target: { checked } }) => onChange({ ...reply, enabled: checked })}
      >
        {t('inbound.keywords.replyOn')}
      </Checkbox>
      {reply.enabled ? (
        <>
          <Segmented
            aria-label={t('inbound.keywords.language')}
            style={{ alignSelf: 'flex-start' }}
            disabled={false}
            value={shown}
            options={languageCodes.map((value) => ({ value, label: languages[value] }))}
            onChange={setShown}
          />
          <Field label={t('inbound.keywords.reply')} hint={t('inbound.keywords.replyHint')}>
            {(control) => (
              <Input.TextArea
                {...control}
                lang={shown}
                maxLength={400}
                autoSize={{ minRows: 2 }}
                placeholder={defaultReplyTexts[shown][action]}
                value={reply.texts[shown] ?? ''}
                onChange={({ target }) => onChange({ ...reply, texts: { ...reply.texts, [shown]: target.value } })}
              />
            )}
          </Field>
        </>
      ) : null}
    </>
  );
}
