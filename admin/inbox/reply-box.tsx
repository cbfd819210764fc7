import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { replyTaken } from '#contracts/api/inbox.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { Field } from '../shared/ui/field.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './inbox-page.module.css';

/** Whoever looks at the sandbox is the receiver, and may answer like one. */
export function ReplyBox({ id }: { id: string }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const navigate = useNavigate({ from: '/inbox' });
  const [text, setText] = useState('');
  // Until a message is chosen the newest is shown, and that must not change under whoever writes.
  const stay = () =>
    void navigate({ search: (before) => ({ ...before, open: id }), replace: true, resetScroll: false });
  const send = useMutation({
    mutationFn: () => api.post(`/inbox/${encodeURIComponent(id)}/replies`, { text: text.trim() }, replyTaken),
    onSuccess: async ({ taken }) => {
      setText('');
      tell(t(taken ? 'inbound.reply.sent' : 'inbound.reply.ignored'), taken ? 'done' : 'failed');
      await client.invalidateQueries({ queryKey: ['/inbox'] });
    },
    onError: () => tell(t('inbound.reply.failed'), 'failed'),
  });
  if (!mayChange) return null;
  return (
    <form
      className={styles['reply']}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') send.mutate();
      }}
    >
      <Field label={t('inbound.reply.label')} hint={t('inbound.reply.hint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 1, maxRows: 5 }}
            maxLength={1_000}
            placeholder={t('inbound.reply.placeholder')}
            value={text}
            onFocus={stay}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={(event) => {
              if (event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              if (text.trim() !== '' && !send.isPending) send.mutate();
            }}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" disabled={text.trim() === ''} loading={send.isPending}>
        {t('inbound.reply.send')}
      </Button>
    </form>
  );
}
