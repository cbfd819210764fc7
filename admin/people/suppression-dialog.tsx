import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suppressionsAdded } from '#contracts/api/consent.ts';
import { api } from '../shared/api.ts';
import { Field } from '../shared/ui/field.tsx';
import { FileButton } from '../shared/ui/file-button.tsx';
import { Modal } from '../shared/ui/modal.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { type SuppressedChannel, suppressedChannels, suppressionsKey } from './use-suppressions-query.ts';

/** The first column of a CSV file, so that the list of another provider can be taken as it is. */
function readLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => (line.split(/[,;\t]/)[0] ?? '').replace(/^"|"$/g, '').trim());
}

/** Adds addresses, typed or from a file, and says what became of each line. */
export function SuppressionDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [channel, setChannel] = useState<SuppressedChannel>('email');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [fromFile, setFromFile] = useState(false);
  const addresses = readLines(text).filter((line) => line !== '');
  const add = useMutation({
    mutationFn: () =>
      api.post(
        '/suppressions',
        { channel, addresses, note, reason: fromFile ? 'imported' : 'manual' },
        suppressionsAdded,
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: suppressionsKey }),
  });
  const takeFile = async (file: File) => {
    setText(await file.text());
    setFromFile(true);
  };
  if (add.data) {
    const { added, known, refused, refusedCount } = add.data;
    return (
      <Modal
        open
        title={t('suppressions.add')}
        onCancel={onClose}
        onOk={onClose}
        okText={t('action.close')}
        cancelButtonProps={{ style: { display: 'none' } }}
      >
        <div className="column" role="status">
          <p>{t('suppressions.addResult', { added, known, refused: refusedCount })}</p>
          {refused.length > 0 ? (
            <>
              <p className="soft">{t('suppressions.refusedLines')}</p>
              <ul>
                {refused.map(({ line, text: shown }) => (
                  <li key={line} className="small">
                    {t('suppressions.line', { line, text: shown })}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={t('suppressions.add')}
      onCancel={onClose}
      onOk={() => add.mutate()}
      okText={t('suppressions.add')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: addresses.length === 0, loading: add.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Segmented
          aria-label={t('suppressions.channel')}
          style={{ alignSelf: 'flex-start' }}
          value={channel}
          options={suppressedChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={setChannel}
        />
        <Field label={t('suppressions.addresses')} hint={t('suppressions.addressesHint')} error={add.error?.message}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoFocus
              rows={6}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setFromFile(false);
              }}
            />
          )}
        </Field>
        <Field label={t('suppressions.file')}>
          {({ status: _, ...control }) => (
            <FileButton
              {...control}
              named
              accept=".csv,.txt,text/csv,text/plain"
              onFile={(file) => void takeFile(file)}
            />
          )}
        </Field>
        <Field label={t('suppressions.note')} hint={t('suppressions.noteHint')}>
          {(control) => (
            <Input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  );
}
