import './shared/theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setUpTranslations } from './i18n/setup.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { LookAndLanguage } from './shared/theme/look-and-language.tsx';

await setUpTranslations();

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LookAndLanguage>
        <RouterProvider router={router} />
      </LookAndLanguage>
    </QueryClientProvider>
  </StrictMode>,
);
