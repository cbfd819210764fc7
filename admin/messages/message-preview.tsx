import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messagePreview, type MessagePreview as Preview } from '#contracts/api/message.ts';
import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { Language } from '#contracts/topic.ts';
import { languages } from '../i18n/languages.ts';
import { api } from '../shared/api.ts';
import { MessageFrame } from '../shared/frames/message-frame.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import styles from './message-editor.module.css';
import { PersonSelect } from './person-select.tsx';
import { useProblemWords } from './use-problem-words.ts';

interface MessagePreviewProps {
  readonly message: MessageDefinition;
  readonly channel: Channel | undefined;
  /** Of the invented person; a real one gets the message in hers. */
  readonly language: Language;
}

/** The message as one person would receive it, rendered by the server the way it is sent. */
export function MessagePreview({ message, channel, language }: MessagePreviewProps) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const [profile, setProfile] = useState<string>();
  const settled = useDebounced(message, 400);
  const query = useQuery({
    queryKey: ['messages', 'preview', settled, profile ?? language],
    queryFn: ({ signal }) =>
      api.post('/messages/preview', { message: settled, ...(profile ? { profile } : { language }) }, messagePreview, {
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: channel !== undefined,
  });

  return (
    <Section
      title={t('messages.preview')}
      className={styles['preview']}
      extra={<PersonSelect value={profile} onChange={setProfile} />}
    >
      {channel ? (
        <QueryView query={query} skeleton={<Skeleton height={320} />}>
          {({ variants }) => {
            const variant = variants.find((one) => one.channel === channel);
            if (!variant) return <p className="soft">{t('messages.previewMissing')}</p>;
            if ('error' in variant) {
              return (
                <div className={styles['problem']} role="alert">
                  <strong>
                    {t('messages.problemIn', {
                      field: [words.field(variant.error.field), ...words.line(variant.error.line)].join(' · '),
                    })}
                  </strong>
                  <p>{words.reason(variant.error, variant.error.message)}</p>
                </div>
              );
            }
            return (
              <>
                {profile ? (
                  <p className="small faint">
                    {t('messages.previewLanguage', { language: languages[variant.language] })}
                  </p>
                ) : null}
                <RenderedVariant rendered={variant.rendered} />
              </>
            );
          }}
        </QueryView>
      ) : null}
    </Section>
  );
}

type Rendered = Extract<Preview['variants'][number], { rendered: unknown }>['rendered'];

function RenderedVariant({ rendered }: { rendered: Rendered }) {
  const { t } = useTranslation();
  switch (rendered.channel) {
    case 'email':
      return (
        <MessageFrame
          message={{ channel: 'email', title: rendered.subject, html: rendered.html, text: rendered.text }}
        />
      );
    case 'sms':
      return (
        <div className="column">
          <MessageFrame message={{ channel: 'sms', title: '', html: '', text: rendered.text }} />
          <p className="small faint" style={{ textAlign: 'center' }}>
            {t('messages.smsParts', { count: rendered.segments, characters: [...rendered.text].length })}
          </p>
        </div>
      );
    case 'push':
      return (
        <MessageFrame
          message={{ channel: 'push', title: rendered.title, html: '', text: rendered.body, url: rendered.url }}
        />
      );
    case 'webhook':
      return <MessageFrame message={{ channel: 'webhook', title: '', html: '', text: rendered.body }} />;
  }
}
