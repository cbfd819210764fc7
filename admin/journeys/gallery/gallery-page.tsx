import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type JourneyTemplate, templateGroups } from '#contracts/api/journey-template.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import styles from './gallery.module.css';
import { galleryQuery } from './gallery-queries.ts';
import { TemplateCard } from './template-card.tsx';
import { UseTemplateDialog } from './use-template-dialog.tsx';

/** Ready journeys to begin with, sorted by what they are for. */
export function GalleryPage() {
  const { t } = useTranslation();
  const query = useQuery(galleryQuery);
  const [chosen, setChosen] = useState<JourneyTemplate>();
  return (
    <Page
      title={t('gallery.title')}
      question={t('gallery.question')}
      back={
        <Link to="/journeys">
          <Icon name="arrowLeft" size={14} /> {t('navigation.journeys')}
        </Link>
      }
    >
      <QueryView query={query} skeleton={<Skeleton height={480} />}>
        {({ items }) => (
          <>
            {templateGroups.map((group) => (
              <section key={group} className={styles['group']}>
                <h2>{t(`gallery.group.${group}`)}</h2>
                <div className={styles['cards']}>
                  {items
                    .filter((template) => template.group === group)
                    .map((template) => (
                      <TemplateCard key={template.id} template={template} onUse={() => setChosen(template)} />
                    ))}
                </div>
              </section>
            ))}
          </>
        )}
      </QueryView>
      {chosen ? <UseTemplateDialog template={chosen} onClose={() => setChosen(undefined)} /> : null}
    </Page>
  );
}
