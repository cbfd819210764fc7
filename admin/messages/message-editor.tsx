import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Message, message as messageSchema } from '#contracts/api/message.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import { DraftState, DraftTrouble } from '../shared/drafts/draft-state.tsx';
import { useDraft } from '../shared/drafts/use-draft.ts';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { NameInput } from '../shared/ui/name-input.tsx';
import { Page } from '../shared/ui/page.tsx';
import { PublishButton } from '../shared/ui/publish-button.tsx';
import { StatusPill } from '../shared/ui/status-pill.tsx';
import { useDefinitionActions } from '../shared/use-definition-actions.ts';
import { Editable } from '../sign-in/editable.tsx';
import styles from './message-editor.module.css';
import { MessagePreview } from './message-preview.tsx';
import { MessageRules } from './message-rules.tsx';
import { useProblemWords } from './use-problem-words.ts';
import { useShownVariant } from './use-shown-variant.ts';
import { VariantTabs } from './variant-tabs.tsx';

export function MessageEditor({ message }: { message: Message }) {
  const { t } = useTranslation();
  const draft = useDraft<MessageDefinition, Message>({ noun: 'messages', definition: message, schema: messageSchema });
  const { act, remove } = useDefinitionActions('messages', messageSchema);
  const value = draft.value;
  const shown = useShownVariant(value);
  const words = useProblemWords();

  return (
    <Page
      title={value.name}
      heading={
        <NameInput
          label={t('messages.name')}
          value={value.name}
          onChange={(name) => draft.change({ ...value, name })}
        />
      }
      back={
        <Link to="/messages">
          <Icon name="arrowLeft" size={14} /> {t('navigation.messages')}
        </Link>
      }
      mark={<StatusPill definition={message} />}
      actions={
        <>
          <DraftState draft={draft} />
          <DeleteButton
            label={t('messages.delete')}
            consequence={t('messages.deleteConsequence')}
            onDelete={() => remove.mutate(message.id)}
          />
          <PublishButton
            enabled={message.hasUnpublishedChanges || draft.state !== 'saved'}
            busy={act.isPending}
            title={t('messages.publishTitle', { name: value.name })}
            consequence={t('messages.publishConsequence')}
            problems={message.problems.map((one) => ({ ...one, message: words.problem(one) }))}
            save={draft.save}
            publish={() => act.mutate({ id: message.id, action: 'publish' })}
          />
        </>
      }
    >
      <DraftTrouble draft={draft} />
      <div className={styles['columns']}>
        <div className={styles['stack']}>
          <Editable>
            <VariantTabs message={value} shown={shown} onChange={draft.change} />
            <MessageRules message={value} mainLanguage={shown.mainLanguage} onChange={draft.change} />
          </Editable>
        </div>
        <MessagePreview message={value} channel={shown.channel} language={shown.language} />
      </div>
    </Page>
  );
}
