import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { sendReasons } from '#contracts/api/channel.ts';
import { definitionStatus } from '#contracts/api/definition.ts';
import { deliveryList } from '#contracts/api/delivery.ts';
import { happeningTypes } from '#contracts/api/live.ts';
import { fetchReasons } from '#contracts/api/source.ts';
import { channels } from '#contracts/channel.ts';
import { consentSources, suppressionReasons } from '#contracts/consent/consent.ts';
import { journeyProblemCodes } from '#contracts/journey/graph.ts';
import { journeyNode } from '#contracts/journey.ts';
import { holdReasons } from '#contracts/reason.ts';
import { receiptKinds } from '#contracts/stimulus.ts';
import { templateProblemCodes } from '#contracts/template-problem.ts';
import { languageCodes } from './languages.ts';
import { findKeys, flattenKeys, withoutPlural } from './translation-keys.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const texts = new Map(languageCodes.map((code) => [code, readTexts(code)]));
const english = texts.get('en') ?? new Map<string, string>();
const sources = globSync('{admin,journey-nodes}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
const used = sources.map(({ file, text }) => ({ file, ...findKeys(text) }));
const keysOf = (code: string) => new Set([...(texts.get(code as 'en')?.keys() ?? [])].map(withoutPlural));

function readTexts(code: string): Map<string, string> {
  const entries = globSync(`*/${code}.json`, { cwd: import.meta.dirname }).flatMap((file) => [
    ...flattenKeys(JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'))),
  ]);
  return new Map(entries);
}

test('every language has the same keys', () => {
  const expected = [...keysOf('en')].sort();
  for (const code of languageCodes) assert.deepEqual([...keysOf(code)].sort(), expected, code);
});

test('plural forms are the ones that the language has', () => {
  for (const code of languageCodes) {
    const categories = new Set<string>(new Intl.PluralRules(code).resolvedOptions().pluralCategories);
    for (const key of texts.get(code)?.keys() ?? []) {
      const form = /_(zero|one|two|few|many|other)$/.exec(key)?.[1];
      if (form) assert.ok(categories.has(form), `${code}: ${key}`);
      if (form)
        for (const other of categories)
          assert.ok(texts.get(code)?.has(key.replace(/_[a-z]+$/, `_${other}`)), `${code}: ${key} lacks ${other}`);
    }
  }
});

test('placeholders and elements are the same in every language', () => {
  const marks = (text: string) => [...new Set(text.match(/\{\{\w+(?:, \w+)?\}\}|<\/?\w+\/?>/g) ?? [])].sort();
  for (const [key, text] of english) {
    for (const code of languageCodes) {
      const translated = texts.get(code)?.get(key);
      if (translated !== undefined) assert.deepEqual(marks(translated), marks(text), `${code}: ${key}`);
    }
  }
});

test('every key that the source asks for exists', () => {
  const known = keysOf('en');
  const missing = used.flatMap(({ file, literal }) =>
    literal.filter((key) => !known.has(key)).map((key) => `${file}: ${key}`),
  );
  assert.deepEqual(missing, []);
  const emptyPatterns = used.flatMap(({ file, patterns }) =>
    patterns.filter((pattern) => ![...known].some((key) => pattern.test(key))).map((pattern) => `${file}: ${pattern}`),
  );
  assert.deepEqual(emptyPatterns, []);
});

test('every key is used', () => {
  const literal = new Set(used.flatMap((file) => file.literal));
  const patterns = used.flatMap((file) => file.patterns);
  const unused = [...keysOf('en')].filter((key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)));
  assert.deepEqual(unused, []);
});

test('every word of the contracts that is shown has a translation', () => {
  const delivery = deliveryList.shape.items.element.shape;
  const expected = [
    ...channels.map((value) => `channel.${value}`),
    ...holdReasons.map((value) => `holdReason.${value}`),
    ...['queued', ...receiptKinds].map((value) => `receipt.${value}`),
    ...journeyProblemCodes.map((value) => `journeys.problem.${value}`),
    ...journeyNode.options.map((option) => `node.${option.shape.kind.value}`),
    ...definitionStatus.options.map((value) => `status.${value}`),
    ...templateProblemCodes.map((value) => `messages.templateReason.${value}`),
    ...delivery.outcome.options.map((value) => `deliveries.status.${value}`),
    ...happeningTypes.map((value) => `profiles.timelineType.${value}`),
    ...sendReasons.map((value) => `sendReason.${value}`),
    ...fetchReasons.map((value) => `sources.reasons.${value}`),
    ...consentSources.map((value) => `profiles.consentSource.${value}`),
    ...suppressionReasons.flatMap((value) => [`suppressions.reasons.${value}`, `profiles.suppression.${value}`]),
  ];
  const known = keysOf('en');
  assert.deepEqual(
    expected.filter((key) => !known.has(key)),
    [],
  );
});

test('no text stands in the source', () => {
  const found = sources.flatMap(({ file, text }) => {
    if (!file.endsWith('.tsx')) return [];
    const inElements = [...text.matchAll(/>\s*([^<>{}=;()]*[A-Za-z\u4e00-\u9fff]{2}[^<>{}=;()]*)<\//g)];
    const inAttributes = [...text.matchAll(/\s(?:title|label|placeholder|aria-label|alt|hint)="([^"]*\w[^"]*)"/g)];
    return [...inElements, ...inAttributes].map((match) => `${file}: ${match[1]?.trim()}`);
  });
  assert.deepEqual(found, []);
});
