import ConfigProvider from 'antd/es/config-provider';
import type { Locale } from 'antd/es/locale';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Language } from '../../i18n/languages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { FeedbackProvider } from '../feedback/feedback-provider.tsx';
import { antdTheme } from './antd-theme.ts';
import { useAppearance } from './appearance.ts';
import { applyPalette, darkPalette, lightPalette } from './palette.ts';

const antdLocales: Record<Language, () => Promise<{ default: Locale }>> = {
  en: () => import('antd/es/locale/en_GB'),
  'zh-Hans': () => import('antd/es/locale/zh_CN'),
  'zh-Hant': () => import('antd/es/locale/zh_TW'),
};

/** Hands the chosen look and language to the page and to Ant Design's components. */
export function LookAndLanguage({ children }: { children: ReactNode }) {
  const { dark } = useAppearance();
  const locale = useAntdLocale();

  useLayoutEffect(() => {
    applyPalette(dark ? darkPalette : lightPalette, document.documentElement);
    document.documentElement.dataset['dark'] = String(dark);
  }, [dark]);

  const theme = useMemo(() => antdTheme(dark, 'var(--font)'), [dark]);
  return (
    <ConfigProvider
      theme={theme}
      {...(locale ? { locale } : {})}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <FeedbackProvider>{children}</FeedbackProvider>
    </ConfigProvider>
  );
}

function useAntdLocale(): Locale | undefined {
  const language = useLanguage();
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let current = true;
    void antdLocales[language]().then((module) => {
      if (current) setLocale(module.default);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return locale;
}
