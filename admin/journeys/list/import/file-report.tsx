import { useTranslation } from 'react-i18next';
import type { JourneyFile, JourneyFileReport } from '#contracts/api/journey-version.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import styles from './import.module.css';
import { LocalSelect } from './local-select.tsx';

type Missing = Pick<JourneyFileReport['missing'][number], 'noun' | 'id'>;

interface FileReportProps {
  readonly file: JourneyFile;
  readonly report: JourneyFileReport;
  /** By `missingKey`: what stands in its place. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly onChoose: (missing: Missing, by: string | undefined) => void;
}

export function missingKey({ noun, id }: Missing): string {
  return `${noun} ${id}`;
}

/** What the import makes, and what the file names that is not here, with a choice of what is. */
export function FileReport({ file, report, chosen, onChoose }: FileReportProps) {
  const { t } = useTranslation();
  const { messages, missing } = report;
  const kindOf = (id: string) => file.journey.nodes.find((node) => node.id === id)?.kind;
  return (
    <>
      <p>{t('journeyImport.makes', { name: report.name, count: report.steps })}</p>
      {messages.length > 0 ? (
        <section>
          <h3>{t('journeyImport.messages')}</h3>
          <ul className={styles['rows']}>
            {messages.map(({ id, name, here }) => (
              <li key={id}>
                <Icon name="messages" size={14} />
                <span className={styles['name']}>{name}</span>
                <span className="small faint">{t(`journeyImport.here.${here}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {missing.length > 0 ? (
        <section>
          <h3>{t('journeyImport.missing')}</h3>
          <p className="small soft">{t('journeyImport.missingHint')}</p>
          <ul className={styles['rows']}>
            {missing.map((one) => (
              <li key={missingKey(one)}>
                <span className={styles['name']}>
                  {t(`journeyImport.noun.${one.noun}`)} <code>{one.id}</code>
                  <span className="small faint" style={{ display: 'block' }}>
                    {one.nodes.length === 0
                      ? t('journeyImport.inRules')
                      : one.nodes
                          .map((id) => {
                            const kind = kindOf(id);
                            return kind ? t(`node.${kind}`) : id;
                          })
                          .join(t('journeyImport.comma'))}
                  </span>
                </span>
                <span className={styles['choice']}>
                  <LocalSelect
                    noun={one.noun}
                    label={t('journeyImport.insteadOf', { name: one.id })}
                    value={chosen.get(missingKey(one))}
                    onChange={(by) => onChoose(one, by)}
                  />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p className="small soft">
          <Icon name="check" size={14} /> {t('journeyImport.complete')}
        </p>
      )}
    </>
  );
}
