import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { messagesQuery } from '#admin/messages/message-queries.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function MessageForm({ node, onChange }: NodeFormProps<'message'>) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery).data?.items ?? [];
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <Field label={t('journeys.sendMessage')} hint={t('journeys.sendMessageHint')}>
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('journeys.chooseMessage')}
            value={node.message || null}
            options={messages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(message) => onChange({ ...node, message: message ?? '' })}
          />
        )}
      </Field>
      {node.message ? (
        <Link className="link" to="/messages/$id" params={{ id: node.message }}>
          {t('journeys.openMessage')}
        </Link>
      ) : (
        <Link className="link" to="/messages">
          {t('journeys.writeMessage')}
        </Link>
      )}
    </div>
  );
}
