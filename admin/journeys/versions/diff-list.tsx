import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { cardOf } from '../nodes/index.ts';
import { useNodeWords } from '../use-node-words.ts';
import type { Compared } from './compared.ts';
import styles from './versions.module.css';

interface DiffListProps {
  readonly compared: Compared;
  /** Brings a step into view; absent where there is no canvas. */
  readonly onShow?: ((node: string) => void) | undefined;
}

/** What differs, in words: rules of the journey, then its steps. */
export function DiffList({ compared, onShow }: DiffListProps) {
  const { t } = useTranslation();
  const words = useNodeWords();
  const { definition, marks, fields } = compared;
  if (marks.size === 0 && fields.length === 0) return <p className="soft">{t('versions.same')}</p>;
  return (
    <Section title={t('versions.differences')} note={String(marks.size + fields.length)}>
      <ul className={styles['differences']}>
        {fields.map((name) => (
          <li key={name} data-mark="changed">
            <Icon name="settings" size={14} />
            <span>{t(`canvas.field.${name}`, { defaultValue: name })}</span>
            <span className="faint">{t('canvas.mark.changed')}</span>
          </li>
        ))}
        {definition.nodes.flatMap((node) => {
          const mark = marks.get(node.id);
          if (!mark) return [];
          return (
            <li key={node.id} data-mark={mark}>
              <Icon name={cardOf(node.kind).icon} size={14} />
              {onShow ? (
                <button
                  type="button"
                  className={styles['show']}
                  title={t('versions.showOnCanvas')}
                  onClick={() => onShow(node.id)}
                >
                  {t(`node.${node.kind}`)}: {words.node(node)}
                </button>
              ) : (
                <span>
                  {t(`node.${node.kind}`)}: {words.node(node)}
                </span>
              )}
              <span className="faint">{t(`canvas.mark.${mark}`)}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
