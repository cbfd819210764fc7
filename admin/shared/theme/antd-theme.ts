import type { ThemeConfig } from 'antd';
import darkAlgorithm from 'antd/es/theme/themes/dark';
import defaultAlgorithm from 'antd/es/theme/themes/default';
import { darkPalette, lightPalette } from './palette.ts';

/** Ant Design drawn with the product's palette, type scale (12, 14, 16, 20, 28) and 8-pixel grid. */
export function antdTheme(dark: boolean, fontFamily: string): ThemeConfig {
  const palette = dark ? darkPalette : lightPalette;
  return {
    algorithm: dark ? darkAlgorithm : defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorSuccess: palette.accent,
      colorWarning: palette.held,
      colorError: palette.failed,
      colorInfo: palette.accent,
      // What Ant Design derives from colours as dark as these is grey.
      colorSuccessBg: palette.accentSoft,
      colorInfoBg: palette.accentSoft,
      colorWarningBg: palette.heldSoft,
      colorErrorBg: palette.failedSoft,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorTextLightSolid: palette.onAccent,
      colorBorder: palette.outline,
      colorBorderSecondary: palette.line,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBgLayout: palette.canvas,
      borderRadius: 6,
      borderRadiusLG: 8,
      controlHeight: 32,
      controlHeightLG: 40,
      fontFamily,
      fontSize: 14,
      fontSizeSM: 12,
      fontSizeLG: 16,
      boxShadow: palette.shadow,
      boxShadowSecondary: palette.shadow,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        defaultBorderColor: palette.edge,
      },
      Tooltip: { colorBgSpotlight: dark ? '#e8edea' : '#1c2220', colorTextLightSolid: dark ? '#151a18' : '#f6f7f6' },
      Switch: { trackHeight: 24, trackMinWidth: 44, handleSize: 20 },
      Tabs: {
        horizontalItemGutter: 24,
        titleFontSize: 14,
        itemColor: palette.inkSoft,
        itemHoverColor: palette.ink,
        itemSelectedColor: palette.ink,
      },
    },
  };
}
