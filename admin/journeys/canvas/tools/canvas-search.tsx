import { Panel } from '@xyflow/react';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { cardOf } from '../../nodes/index.ts';
import { useNodeWords } from '../../use-node-words.ts';
import styles from './canvas-search.module.css';

interface CanvasSearchProps {
  readonly definition: JourneyDefinition;
  /** Goes to a step or a note. */
  readonly onFind: (id: string) => void;
  readonly onClose: () => void;
}

const most = 8;

/** Finds steps and notes by what stands on them. */
export function CanvasSearch({ definition, onFind, onClose }: CanvasSearchProps) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLocaleLowerCase();
  const all = [
    ...definition.nodes.map((node) => ({
      id: node.id,
      icon: cardOf(node.kind).icon,
      title: t(`node.${node.kind}`),
      words: words.node(node),
    })),
    ...(definition.notes ?? []).map(({ id, text: words }) => ({
      id,
      icon: 'note' as const,
      title: t('canvas.note'),
      words,
    })),
  ];
  const found = all.filter((one) => `${one.title} ${one.words} ${one.id}`.toLocaleLowerCase().includes(wanted));
  const shown = found.slice(0, most);
  const choose = (id: string | undefined) => {
    if (id === undefined) return;
    onFind(id);
    onClose();
  };

  return (
    <Panel position="top-center" className={styles['search'] ?? ''}>
      <Input
        autoFocus
        allowClear
        role="combobox"
        aria-expanded
        aria-controls="canvas-found"
        aria-label={t('canvas.search')}
        placeholder={t('canvas.search')}
        prefix={<Icon name="search" size={14} />}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else if (event.key === 'Enter') choose(shown[at]?.id);
          else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <ul id="canvas-found" className={styles['found']} aria-label={t('canvas.found')}>
        {shown.map(({ id, icon, title, words: said }, index) => (
          <li key={id}>
            <button type="button" data-current={index === at} onClick={() => choose(id)}>
              <Icon name={icon} size={14} />
              <span className={styles['title']}>{title}</span>
              <span className={styles['words']}>{said}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles['count']} role="status">
        {t('canvas.foundCount', { count: found.length })}
      </p>
    </Panel>
  );
}
