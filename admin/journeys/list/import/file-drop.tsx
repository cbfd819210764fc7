import { type DragEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayChange } from '../../../sign-in/use-may-change.ts';
import styles from './import.module.css';

interface FileDropProps {
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A file that is dropped anywhere on what it holds is taken; while it is held over it, it says so. */
export function FileDrop({ onFile, children }: FileDropProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const [isOver, setOver] = useState(false);
  if (!mayChange) return children;
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a button beside it does the same by keyboard
    <div
      className={styles['drop']}
      onDragOver={over}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as globalThis.Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      {children}
      {isOver ? <div className={styles['dropHint']}>{t('journeyImport.drop')}</div> : null}
    </div>
  );
}
