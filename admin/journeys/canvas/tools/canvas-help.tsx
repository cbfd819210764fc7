import { useTranslation } from 'react-i18next';
import { Modal } from '../../../shared/ui/modal.tsx';
import styles from './canvas-help.module.css';

/** Keys are the same in every language; `Mod` is Ctrl, or Command on a Mac. */
const shortcuts = [
  ['add', 'A'],
  ['walk', '← ↑ ↓ →'],
  ['open', 'Enter'],
  ['connect', 'C'],
  ['move', 'Shift + ← ↑ ↓ →'],
  ['remove', 'Delete'],
  ['search', 'Mod + F'],
  ['all', 'Mod + A'],
  ['copy', 'Mod + C / X / V'],
  ['duplicate', 'Mod + D'],
  ['undo', 'Mod + Z'],
  ['redo', 'Mod + Shift + Z'],
  ['note', 'N'],
  ['tidy', 'L'],
  ['fit', '1'],
  ['stop', 'Esc'],
] as const;

export function CanvasHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const mod = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('canvas.keys.title')} width={480}>
      <dl className={styles['keys']}>
        {shortcuts.map(([name, keys]) => (
          <div key={name}>
            <dt>{t(`canvas.keys.${name}`)}</dt>
            <dd>
              <kbd>{keys.replace('Mod', mod)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
