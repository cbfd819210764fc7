import ConfigProvider from 'antd/es/config-provider';
import type { ReactNode } from 'react';
import { useAppearance } from '../shared/theme/appearance.ts';
import { darkPalette, lightPalette } from '../shared/theme/palette.ts';
import { useMayChange } from './use-may-change.ts';

/**
 * What is within can be read by everybody and used by those who may change it: for viewers its controls are disabled, and
 * their text is as dark as text that is read.
 */
export function Editable({ children }: { children: ReactNode }) {
  const mayChange = useMayChange();
  const { dark } = useAppearance();
  const colorTextDisabled = (dark ? darkPalette : lightPalette).inkSoft;
  return (
    <ConfigProvider componentDisabled={!mayChange} {...(mayChange ? {} : { theme: { token: { colorTextDisabled } } })}>
      {children}
    </ConfigProvider>
  );
}
