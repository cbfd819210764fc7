import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { findKeys, flattenKeys, withoutPlural } from './translation-keys.ts';

const admin = path.dirname(import.meta.dirname);
/** All routes, with the places of their screens as seen from the app's folder. */
const router = ['router.tsx', ...globSync('routes/*.ts', { cwd: admin })]
  .map((file) => readFileSync(path.join(admin, file), 'utf8').replaceAll("import('../", "import('./"))
  .join('\n');

/** Key -> the areas whose files hold it; a section may be spread over several. */
const areas = new Map<string, string>();
for (const file of globSync('*/en.json', { cwd: import.meta.dirname })) {
  const keys = flattenKeys(JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'))).keys();
  for (const key of keys) areas.set(withoutPlural(key), path.dirname(file));
}

const wanted = new Map<string, ReadonlySet<string>>();

/** The areas of the keys that a source asks for by itself. */
function areasOf(file: string): ReadonlySet<string> {
  const known = wanted.get(file);
  if (known) return known;
  const { literal, patterns } = findKeys(readFileSync(file, 'utf8'));
  const keys = [...literal, ...[...areas.keys()].filter((key) => patterns.some((pattern) => pattern.test(key)))];
  const found = new Set(keys.flatMap((key) => areas.get(key) ?? []));
  wanted.set(file, found);
  return found;
}

/** A source and all that it loads, now or later. */
function closure(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replaceAll(/import type [^;]*;/g, '');
  for (const [, target = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']*\.tsx?)'/g)) {
    const next = path.join(path.dirname(file), target);
    if (existsSync(next) && path.basename(next) !== 'router.tsx') closure(next, seen);
  }
  return seen;
}

/** `apart` are sources that load words of their own. */
function missing(
  entry: string,
  loaded: ReadonlySet<string>,
  apart: ReadonlySet<string> = new Set(),
): readonly string[] {
  const files = [...closure(entry, new Set(apart))].filter((file) => !apart.has(file));
  return files.flatMap((file) =>
    [...areasOf(file)]
      .filter((area) => !loaded.has(area))
      .map((area) => `${path.relative(admin, file)} asks for ${area}`),
  );
}

const shared = /const (\w+) = words\(([^)]*)\)/g;
const groups = new Map([...router.matchAll(shared)].map(([, name = '', list = '']) => [name, list]));

const routes = router.split('createRoute({').flatMap((block) => {
  const component = /import\('(\.\/[^']+)'\)/.exec(block)?.[1];
  const loader = /beforeLoad: (?:words\(([^)]*)\)|(\w+))/.exec(block);
  const list = loader?.[1] ?? groups.get(loader?.[2] ?? '') ?? '';
  const loaded = [...list.matchAll(/'([^']+)'/g)].map(([, area = '']) => area);
  return component === undefined ? [] : [{ component, loaded }];
});

/** What is loaded later with words of its own -> those words. */
const later: ReadonlyMap<string, readonly string[]> = new Map([
  [path.join(admin, 'layout/command-palette.tsx'), ['customers']],
  [path.join(admin, 'shared/error-sentence.ts'), ['errors']],
  [path.join(admin, 'shared/field-sentence.ts'), ['errors']],
  [
    path.join(admin, 'profiles/list/step-name.tsx'),
    ['profiles', 'attributes', 'steps', 'canvas', 'journeys', 'inbound', 'segments'],
  ],
]);
const apart = new Set(later.keys());

/** `app` comes with the program, `names` with the frame around every screen of somebody who has signed in. */
const always = ['app', 'names'];

test('the frame around every screen asks only for the words that are always there', () => {
  assert.deepEqual(missing(path.join(admin, 'layout/app-layout.tsx'), new Set(always), apart), []);
});

for (const [file, loaded] of later) {
  test(`${path.relative(admin, file)} asks only for those and for the words that it loads`, () => {
    const others = new Set([...apart].filter((one) => one !== file));
    assert.deepEqual(missing(file, new Set([...always, ...loaded]), others), []);
  });
}

for (const { component, loaded } of routes) {
  test(`${component} asks only for words that come with it`, () => {
    assert.deepEqual(missing(path.join(admin, component), new Set([...always, ...loaded]), apart), []);
  });
}
