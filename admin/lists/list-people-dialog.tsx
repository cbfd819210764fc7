import { useMutation, useQueryClient } from '@tanstack/react-query';
import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PeopleList, type PeopleListChanged, peopleListChanged } from '#contracts/api/people-list.ts';
import { api } from '../shared/api.ts';
import { useFormat } from '../shared/format.ts';
import { Field } from '../shared/ui/field.tsx';
import { FileButton } from '../shared/ui/file-button.tsx';
import { Modal } from '../shared/ui/modal.tsx';
import { listsKey } from './list-queries.ts';

export interface ListToChange {
  readonly list: PeopleList;
  readonly change: 'add' | 'remove';
}

/** People who come onto a list or leave it, typed or from a file, and what became of each line. */
export function ListPeopleDialog({ list, change, onClose }: ListToChange & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [people, setPeople] = useState('');
  const [createUnknown, setCreateUnknown] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      api.post(
        `/lists/${encodeURIComponent(list.id)}/people`,
        { change, people, createUnknown: change === 'add' && createUnknown },
        peopleListChanged,
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: listsKey }),
  });
  const title = t(`lists.dialog.${change}`, { name: list.name });
  if (save.data) {
    return (
      <Modal
        open
        title={title}
        onCancel={onClose}
        onOk={onClose}
        okText={t('action.close')}
        cancelButtonProps={{ style: { display: 'none' } }}
      >
        <Result changed={save.data} change={change} />
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={() => save.mutate()}
      okText={t(`lists.${change}`)}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: people.trim() === '', loading: save.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Field label={t('lists.dialog.people')} hint={t('lists.dialog.peopleHint')} error={save.error?.message}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoFocus
              rows={6}
              value={people}
              onChange={(event) => setPeople(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('lists.dialog.file')}>
          {({ status: _, ...control }) => (
            <FileButton
              {...control}
              named
              accept=".csv,.txt,text/csv,text/plain"
              onFile={(file) => void file.text().then(setPeople)}
            />
          )}
        </Field>
        {change === 'add' ? (
          <Checkbox checked={createUnknown} onChange={(event) => setCreateUnknown(event.target.checked)}>
            {t('lists.dialog.createUnknown')}
          </Checkbox>
        ) : null}
      </div>
    </Modal>
  );
}

function Result({ changed, change }: { changed: PeopleListChanged; change: ListToChange['change'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people, created, notFound, ambiguous, samples } = changed;
  const counted = (count: number) => ({ count, number: format.number(count) });
  return (
    <div className="column" role="status">
      <p>{t(`lists.result.${change}`, counted(people))}</p>
      {created > 0 ? <p>{t('lists.result.created', counted(created))}</p> : null}
      {notFound > 0 ? <p>{t('lists.result.notFound', counted(notFound))}</p> : null}
      {ambiguous > 0 ? <p>{t('lists.result.ambiguous', counted(ambiguous))}</p> : null}
      {samples.length > 0 ? (
        <ul>
          {samples.map((sample) => (
            <li key={sample} className="small">
              {sample}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
