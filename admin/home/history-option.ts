import type { EChartsCoreOption } from 'echarts/core';
import type { Home } from '#contracts/api/home.ts';
import type { Format } from '../shared/format.ts';
import type { Palette } from '../shared/theme/palette.ts';
import { historyMeasures } from './history-measures.ts';

interface HistoryDrawing {
  readonly steps: Home['history']['steps'];
  readonly stepHours: number;
  /** One for each measure: what it is and how many in all. */
  readonly labels: readonly string[];
  readonly format: Format;
  readonly font: string;
  readonly palette: Palette;
  readonly animated: boolean;
}

const rowHeight = 96;

/**
 * Three rows of bars over one time: each stands under its own words, so that no legend and no colour is needed to tell them
 * apart. Sent and held back share a scale, because they are compared; each row begins at zero.
 */
export function historyOption(drawing: HistoryDrawing): EChartsCoreOption {
  const { steps, stepHours, labels, format, font, palette, animated } = drawing;
  const colors = [palette.accent, palette.held, palette.inkSoft];
  const most = historyMeasures.map((measure) => Math.max(1, ...steps.map((step) => step[measure])));
  const shared = Math.max(most[0] ?? 1, most[1] ?? 1);
  const text = { fontFamily: font, fontSize: 12, color: palette.inkFaint };
  const axisLabel = (from: string) => (stepHours === 1 ? format.hour(from) : format.day(from));

  return {
    animation: animated,
    animationDuration: 200,
    textStyle: { fontFamily: font },
    title: labels.map((label, row) => ({
      text: label,
      left: 0,
      top: row * rowHeight,
      padding: 0,
      textStyle: { fontFamily: font, fontSize: 12, fontWeight: 500, color: palette.ink },
    })),
    grid: labels.map((_, row) => ({ left: 1, right: 40, top: row * rowHeight + 24, height: rowHeight - 40 })),
    xAxis: labels.map((_, row) => ({
      gridIndex: row,
      type: 'category',
      data: steps.map(({ from }) => from),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.outline } },
      axisLabel:
        row === labels.length - 1 ? { ...text, formatter: axisLabel, hideOverlap: true, margin: 6 } : { show: false },
    })),
    yAxis: labels.map((_, row) => {
      const top = row < 2 ? shared : (most[row] ?? 1);
      return {
        gridIndex: row,
        position: 'right',
        min: 0,
        max: top,
        interval: top,
        axisLabel: { ...text, formatter: (value: number) => (value === 0 ? '' : format.compact(value)) },
        splitLine: { lineStyle: { color: palette.line } },
      };
    }),
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { fontFamily: font, fontSize: 12, color: palette.ink },
      formatter: (shown: readonly { readonly dataIndex: number }[]) => tooltipText(drawing, shown[0]?.dataIndex),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    series: historyMeasures.map((measure, row) => ({
      name: labels[row],
      type: 'bar',
      xAxisIndex: row,
      yAxisIndex: row,
      barCategoryGap: '25%',
      itemStyle: { color: colors[row], borderRadius: [1, 1, 0, 0] },
      data: steps.map((step) => step[measure]),
    })),
  };
}

/** Numbers and words of our own only, hence safe as HTML. */
function tooltipText({ steps, labels, format }: HistoryDrawing, index: number | undefined): string {
  const step = index === undefined ? undefined : steps[index];
  if (step === undefined) return '';
  const rows = historyMeasures.map((measure, row) => {
    const name = (labels[row] ?? '').replace(/[:：].*$/, '');
    return `${name}: <b>${format.number(step[measure])}</b>`;
  });
  return [format.dateTime(step.from), ...rows].join('<br>');
}
