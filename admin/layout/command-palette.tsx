import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/ui/icon.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import styles from './command-palette.module.css';
import { type Finding, findingGroups, useFindings } from './use-findings.ts';

/** Finds any screen and whatever has a name of its own; a combobox over a list of links. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { findings, searching } = useFindings(text, useDebounced(text, 150));

  useEffect(() => dialog.current?.showModal(), []);

  const open = (finding: Finding | undefined) => {
    if (!finding) return;
    onClose();
    void navigate({ href: finding.href });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && findings.length > 0) {
      event.preventDefault();
      const next = (active + step + findings.length) % findings.length;
      setActive(next);
      document.getElementById(`finding-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(findings[active]);
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it, as the Escape key does
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-label={t('palette.open')}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles['inputRow']}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="findings"
          aria-activedescendant={findings[active] ? `finding-${active}` : undefined}
          aria-label={t('palette.placeholder')}
          className={styles['input']}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id="findings" role="listbox" className={styles['list']} aria-label={t('palette.open')}>
        {findingGroups.map((group) => {
          const inGroup = findings.filter((finding) => finding.group === group);
          if (inGroup.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is not allowed inside a listbox
            <div key={group} role="group" aria-label={t(`palette.${group}`)}>
              <div className={styles['group']}>{t(`palette.${group}`)}</div>
              {inGroup.map((finding) => {
                const index = findings.indexOf(finding);
                return (
                  <div
                    key={finding.href}
                    id={`finding-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === active}
                    className={styles['option']}
                    onMouseMove={() => setActive(index)}
                    onClick={() => open(finding)}
                    onKeyDown={onKeyDown}
                  >
                    <Icon name={finding.icon} />
                    <span className="truncate">{finding.title}</span>
                    {finding.note ? <span className={`${styles['note']} truncate`}>{finding.note}</span> : null}
                  </div>
                );
              })}
            </div>
          );
        })}
        {findings.length === 0 ? (
          <p className={styles['empty']} role="status">
            {searching ? t('state.loading') : t('palette.empty', { text })}
          </p>
        ) : null}
      </div>
      <p className={styles['hint']}>{t('palette.hint')}</p>
    </dialog>
  );
}
