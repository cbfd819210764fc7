import Button from 'antd/es/button';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

interface FileButtonProps {
  /** Endings and media types, as the `accept` of an input; anything without it. */
  readonly accept?: string;
  /** "Choose a file" where nothing better is said. */
  readonly children?: ReactNode;
  readonly icon?: IconName;
  readonly type?: 'default' | 'primary';
  readonly loading?: boolean;
  /** In a form: the name of the chosen file stands beside the button. */
  readonly named?: boolean;
  /** What a `Field` hands its control. */
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly onFile: (file: File) => void;
}

/** Asks for one file; the same one may be chosen twice in a row. */
export function FileButton(props: FileButtonProps) {
  const { accept, children, icon = 'upload', type = 'default', loading = false, named = false, onFile } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  return (
    <span className="row">
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (!file) return;
          setName(file.name);
          onFile(file);
        }}
      />
      <Button
        id={props.id}
        aria-describedby={props['aria-describedby']}
        type={type}
        icon={<Icon name={icon} size={14} />}
        loading={loading}
        onClick={() => input.current?.click()}
      >
        {children ?? t('action.chooseFile')}
      </Button>
      {named && name ? (
        <span className="small soft truncate" role="status">
          {name}
        </span>
      ) : null}
    </span>
  );
}
