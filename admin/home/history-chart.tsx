import { BarChart } from 'echarts/charts';
import { GridComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Home } from '#contracts/api/home.ts';
import { useFormat } from '../shared/format.ts';
import { useAppearance } from '../shared/theme/appearance.ts';
import { darkPalette, lightPalette } from '../shared/theme/palette.ts';
import { historyMeasures } from './history-measures.ts';
import { historyOption } from './history-option.ts';
import styles from './home-page.module.css';

echarts.use([BarChart, GridComponent, TitleComponent, TooltipComponent, SVGRenderer]);

interface HistoryChartProps {
  readonly steps: Home['history']['steps'];
  readonly stepHours: number;
}

/** Drawn as SVG, so that its text follows the fonts of the page. Default export: it is loaded on demand. */
export default function HistoryChart({ steps, stepHours }: HistoryChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { dark } = useAppearance();
  const element = useRef<HTMLElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);

  useEffect(() => {
    if (!element.current) return;
    const drawn = echarts.init(element.current, null, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);

  const labels = historyMeasures.map((measure) =>
    t('history.total', {
      label: t(`history.${measure}`),
      total: format.number(steps.reduce((sum, step) => sum + step[measure], 0)),
    }),
  );
  useEffect(() => {
    const font = getComputedStyle(document.documentElement).fontFamily;
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption(
      historyOption({
        steps,
        stepHours,
        labels,
        format,
        font,
        palette: dark ? darkPalette : lightPalette,
        animated: !reduced,
      }),
    );
  });

  return (
    <figure
      ref={element}
      role="img"
      className={styles['chart']}
      aria-label={t('history.chart', { totals: labels.join(', ') })}
    />
  );
}
