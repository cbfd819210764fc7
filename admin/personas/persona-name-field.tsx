import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Persona } from '#contracts/api/persona.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import styles from './personas.module.css';

/** The name, which is changed where it stands; emptied, the suggested one is back. */
export function PersonaNameField({ persona, shown }: { persona: Persona; shown: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const [typed, setTyped] = useState<string>();
  const rename = useMutation({
    mutationFn: (name: string | null) => api.put(`/personas/${persona.id}`, { name }, z.unknown()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['personas'] }),
    onError: (error) => tell(error.message, 'failed'),
    onSettled: () => setTyped(undefined),
  });
  if (!mayChange) return <h2>{shown}</h2>;
  return (
    <h2 className={styles['name']}>
      <Input
        variant="borderless"
        aria-label={t('customers.personas.name')}
        maxLength={80}
        value={typed ?? shown}
        title={shown}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={(event) => event.currentTarget.blur()}
        onBlur={() => {
          if (typed === undefined || typed.trim() === shown) return setTyped(undefined);
          rename.mutate(typed.trim() === '' ? null : typed.trim());
        }}
      />
    </h2>
  );
}
