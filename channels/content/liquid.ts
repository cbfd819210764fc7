import { Liquid, type LiquidOptions } from 'liquidjs';
import { registerFilters } from './filters.ts';

/**
 * Bounds for one render. Content is written by people of the workspace and filled with what their customers sent, so
 * neither may make a worker slow: measured, an ordinary mail of 60 KB renders in 2 ms and creates under 200,000
 * characters. The time is that of the clock, so it leaves room for a machine that is busy elsewhere: at 200 ms, good
 * messages were withheld on one under full load.
 */
const limits = {
  parseLimit: 400_000,
  renderLimit: 500,
  memoryLimit: 5_000_000,
} as const satisfies LiquidOptions;

/** How values are written into the three kinds of content; `| raw` writes them as they are. */
export type Escaping = 'html' | 'json' | 'none';

const engines: { readonly [K in Escaping]: Liquid } = {
  html: createEngine({ outputEscape: 'escape' }),
  // Inside the quotes of a JSON string; `| json` writes a whole value, quotes included.
  json: createEngine({ outputEscape: (value: unknown) => JSON.stringify(text(value)).slice(1, -1) }),
  none: createEngine({}),
};
engines.json.registerFilter('json', { raw: true, handler: (value: unknown) => JSON.stringify(value ?? null) });

export function liquidFor(escaping: Escaping): Liquid {
  return engines[escaping];
}

function createEngine(options: LiquidOptions): Liquid {
  const engine = new Liquid({
    ...limits,
    ...options,
    ownPropertyOnly: true,
    strictFilters: true,
    // Only for a strict rendering: what asks whether something is there, or says what stands in its place, may ask for nothing.
    strictVariables: false,
    lenientIf: true,
    dynamicPartials: false,
    // No file system: `include`, `render` and `layout` find nothing.
    templates: {},
    timezoneOffset: 0,
  });
  registerFilters(engine);
  return engine;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
