import assert from 'node:assert/strict';
import test from 'node:test';
import { darkPalette, lightPalette, type Palette } from './palette.ts';

/** WCAG 2.2: text, and outlines of controls. */
const leastForText = 4.5;
const leastForOutlines = 3;

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function tooPale(palette: Palette): string[] {
  const { canvas, surface, raised, sunken, ink, inkSoft, inkFaint, accent, held, failed, channels } = palette;
  const texts = { ink, inkSoft, inkFaint, accent, held, failed, ...channels };
  const pairs: [string, string, string, number][] = [
    ...Object.entries(texts).flatMap(([name, color]) =>
      Object.entries({ canvas, surface, raised }).map(([ground, under]): [string, string, string, number] => [
        `${name} on ${ground}`,
        color,
        under,
        leastForText,
      ]),
    ),
    ['ink on sunken', ink, sunken, leastForText],
    ['inkSoft on sunken', inkSoft, sunken, leastForText],
    ['inkFaint on sunken', inkFaint, sunken, leastForText],
    ['onAccent on accent', palette.onAccent, accent, leastForText],
    ['accent on accentSoft', accent, palette.accentSoft, leastForText],
    ['inkSoft on accentSoft', inkSoft, palette.accentSoft, leastForText],
    ['inkFaint on accentSoft', inkFaint, palette.accentSoft, leastForText],
    ['held on heldSoft', held, palette.heldSoft, leastForText],
    ['failed on failedSoft', failed, palette.failedSoft, leastForText],
    ['outline on surface', palette.outline, surface, leastForOutlines],
    ['outline on canvas', palette.outline, canvas, leastForOutlines],
    ['outline on raised', palette.outline, raised, leastForOutlines],
  ];
  return pairs
    .filter(([, color, under, least]) => contrast(color, under) < least)
    .map(([name, color, under]) => `${name}: ${contrast(color, under).toFixed(2)}`);
}

test('text and outlines reach the contrast of WCAG 2.2 AA, light and dark', () => {
  assert.deepEqual(tooPale(lightPalette), []);
  assert.deepEqual(tooPale(darkPalette), []);
});
