import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TagManyRequest, tag, taggedAtOnce } from '#contracts/api/people-attributes.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { useTagMany } from './attribute-queries.ts';

interface TagManyProps {
  readonly whom: TagManyRequest['whom'];
  readonly onDone?: () => void;
}

/** Tags several people at once, after saying whom. */
export function TagManyButton({ whom, onDone }: TagManyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [open, setOpen] = useState(false);
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  const change = useTagMany();
  if (!mayChange) return null;
  const title =
    'segment' in whom ? t('attributes.tagSegment') : t('attributes.tagSelected', { count: whom.profiles.length });
  const close = () => {
    setOpen(false);
    setAdd([]);
    setRemove([]);
    change.reset();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <Modal
        open={open}
        title={title}
        okText={t('attributes.tagMany')}
        cancelText={t('action.cancel')}
        okButtonProps={{ disabled: add.length + remove.length === 0, loading: change.isPending }}
        onCancel={close}
        onOk={() => {
          const onSuccess = ({ people }: { people: number }) => {
            tell(t('attributes.tagged', { count: people }));
            close();
            onDone?.();
          };
          change.mutate({ whom, add: [...add], remove: [...remove] }, { onSuccess });
        }}
      >
        <div className="column" style={{ gap: 16 }}>
          {'segment' in whom ? (
            <p className="soft">{t('attributes.tagSegmentHint', { most: format.number(taggedAtOnce) })}</p>
          ) : null}
          <TagsInput label={t('attributes.tagAdd')} value={add} onChange={setAdd} />
          <TagsInput label={t('attributes.tagRemove')} value={remove} onChange={setRemove} />
          {change.error ? <p role="alert">{change.error.message}</p> : null}
        </div>
      </Modal>
    </>
  );
}

interface TagsInputProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

function TagsInput({ label, value, onChange }: TagsInputProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、']}
          value={[...value]}
          onChange={(chosen: string[]) =>
            onChange([...new Set(chosen.flatMap((text) => tag.safeParse(text).data ?? []))])
          }
        />
      )}
    </Field>
  );
}
