import type { Channel } from '#contracts/channel.ts';

/**
 * Every colour of the product. Text colours reach 4.5:1 and the outlines of controls 3:1 on `surface` and `canvas`
 * (WCAG 2.2 AA). Channel and state colours follow Okabe and Ito's set, so they stay apart for colour-blind people; none is
 * ever the only bearer of a meaning.
 */
export interface Palette {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly line: string;
  /** Of controls that nothing else marks, such as a field to write in. */
  readonly outline: string;
  /** Of buttons, which their own words mark. */
  readonly edge: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly held: string;
  readonly heldSoft: string;
  readonly failed: string;
  readonly failedSoft: string;
  readonly shadow: string;
  readonly channels: Readonly<Record<Channel, string>>;
}

export const lightPalette: Palette = {
  canvas: '#f6f7f6',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#eef0ee',
  line: '#e2e6e3',
  outline: '#868f8a',
  edge: '#c6cdc9',
  ink: '#151a18',
  inkSoft: '#4f5954',
  inkFaint: '#616b66',
  accent: '#0b6b57',
  accentSoft: '#e3f1ec',
  onAccent: '#ffffff',
  held: '#8a5d00',
  heldSoft: '#fbf1da',
  failed: '#b3261e',
  failedSoft: '#fceceb',
  shadow: '0 1px 2px rgb(16 24 20 / 6%), 0 8px 24px rgb(16 24 20 / 8%)',
  channels: { email: '#1666a8', sms: '#94448c', push: '#b4511a', webhook: '#59655f' },
};

export const darkPalette: Palette = {
  canvas: '#0e1110',
  surface: '#151918',
  raised: '#1c2220',
  sunken: '#0a0c0b',
  line: '#272e2b',
  outline: '#6b7771',
  edge: '#3b4541',
  ink: '#e8edea',
  inkSoft: '#a9b4ae',
  inkFaint: '#8b9690',
  accent: '#4cc9a4',
  accentSoft: '#14312a',
  onAccent: '#06231b',
  held: '#e0b04a',
  heldSoft: '#332810',
  failed: '#f2857d',
  failedSoft: '#3a1c1a',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 45%)',
  channels: { email: '#6fb4ec', sms: '#d99bd2', push: '#ef9a68', webhook: '#a5b1ab' },
};

/** Writes the palette as custom properties (`--ink-soft`, `--channel-email`), from which all style sheets draw. */
export function applyPalette(palette: Palette, element: HTMLElement): void {
  const { channels, ...colors } = palette;
  for (const [name, value] of Object.entries(colors)) element.style.setProperty(`--${kebab(name)}`, value);
  for (const [name, value] of Object.entries(channels)) element.style.setProperty(`--channel-${name}`, value);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
