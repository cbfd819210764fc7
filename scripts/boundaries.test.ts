import assert from 'node:assert/strict';
import test from 'node:test';
import { findViolations } from './boundaries.ts';

const refused: { name: string; path: string; text: string; line: number; rule: RegExp }[] = [
  {
    name: 'core imports a component',
    path: 'core/step.ts',
    text: `import type { Event } from '#contracts/event.ts';\nimport { openDatabase } from '#components/postgres/database.ts';`,
    line: 2,
    rule: /core does not import components/,
  },
  {
    name: 'core imports a Node built-in',
    path: 'core/step.ts',
    text: `import { readFileSync } from 'node:fs';`,
    line: 1,
    rule: /no Node built-in \(node:fs\)/,
  },
  {
    name: 'core reads the clock',
    path: 'core/a/b.ts',
    text: 'const a = 1;\nconst b = Date.now();',
    line: 2,
    rule: /Date\.now/,
  },
  { name: 'core makes a date of now', path: 'core/a.ts', text: 'const b = new Date();', line: 1, rule: /new Date\(\)/ },
  { name: 'core draws a number', path: 'core/a.ts', text: 'const b = Math.random();', line: 1, rule: /Math\.random/ },
  { name: 'core reads the process', path: 'core/a.ts', text: 'const b = process.env;', line: 1, rule: /process\./ },
  {
    name: 'core measures time',
    path: 'core/a.ts',
    text: 'const b = performance.now();',
    line: 1,
    rule: /performance\.now/,
  },
  {
    name: 'flow imports a component as a value',
    path: 'flow/lane.ts',
    text: `import {\n  openDatabase,\n} from '#components/postgres/database.ts';`,
    line: 1,
    rule: /flow imports only types of components/,
  },
  {
    name: 'flow imports a channel',
    path: 'flow/deliver.ts',
    text: `export { send } from '#channels/email/send.ts';`,
    line: 1,
    rule: /flow imports only types of channels/,
  },
  {
    name: 'a channel loads the server',
    path: 'channels/email/send.ts',
    text: `const a = await import('#server/main.ts');`,
    line: 1,
    rule: /channels does not import server/,
  },
  {
    name: 'a component imports core, type or not',
    path: 'components/store/a.ts',
    text: `import type { State } from '#core/state.ts';`,
    line: 1,
    rule: /components does not import core/,
  },
  {
    name: 'the admin app leaves its room by a relative path',
    path: 'admin/home/home-page.tsx',
    text: `import { a } from '../../core/a.ts';`,
    line: 1,
    rule: /admin reaches core by a relative path/,
  },
  {
    name: 'contracts import core',
    path: 'contracts/a.ts',
    text: `import '#core/a.ts';`,
    line: 1,
    rule: /contracts does not import core/,
  },
  {
    name: 'the step of a node imports its form',
    path: 'journey-nodes/wait/step.ts',
    text: `import { WaitForm } from '#journey-nodes/wait/form.tsx';`,
    line: 1,
    rule: /core does not import admin/,
  },
  {
    name: 'the step of a node reaches its card beside it',
    path: 'journey-nodes/wait/step.ts',
    text: `import { waitCard } from './card.ts';`,
    line: 1,
    rule: /core reaches admin by a relative path/,
  },
  {
    name: 'the schema of a node imports its step',
    path: 'journey-nodes/wait/schema.ts',
    text: `import { stepWait } from '#journey-nodes/wait/step.ts';`,
    line: 1,
    rule: /contracts does not import core/,
  },
  {
    name: 'the form of a node imports its step',
    path: 'journey-nodes/wait/form.tsx',
    text: `import { stepWait } from '#journey-nodes/wait/step.ts';`,
    line: 1,
    rule: /admin does not import core/,
  },
  {
    name: 'the step of a node reads the clock',
    path: 'journey-nodes/wait/step.ts',
    text: 'const now = Date.now();',
    line: 1,
    rule: /core reads a clock/,
  },
  {
    name: 'the form of a node leaves its folder by a relative path',
    path: 'journey-nodes/wait/form.tsx',
    text: `import { Field } from '../../admin/shared/ui/field.tsx';`,
    line: 1,
    rule: /write #admin/,
  },
  {
    name: 'core takes more than a hash from the built-in',
    path: 'core/a.ts',
    text: `import { hash, randomUUID } from 'node:crypto';`,
    line: 1,
    rule: /no Node built-in \(node:crypto\)/,
  },
];

for (const { name, path, text, line, rule } of refused) {
  test(`refused: ${name}`, () => {
    const violations = findViolations(path, text);
    assert.equal(violations.length, 1);
    assert.equal(violations[0]?.path, path);
    assert.equal(violations[0]?.line, line);
    assert.match(violations[0]?.rule ?? '', rule);
  });
}

test('every violation of a file is reported with its line', () => {
  const violations = findViolations('core/a.ts', `import 'node:fs';\nimport '#flow/a.ts';\nconst a = Date.now();`);
  assert.deepEqual(
    violations.map(({ line }) => line),
    [1, 2, 3],
  );
});

const allowed: { name: string; path: string; text: string }[] = [
  { name: 'contracts in core', path: 'core/a.ts', text: `import { event } from '#contracts/event.ts';` },
  { name: 'a neighbour in the same room', path: 'core/a/b.ts', text: `import { c } from '../c.ts';` },
  { name: 'a date of a given time in core', path: 'core/a.ts', text: 'const b = new Date(now); // not Date.now()' },
  { name: 'the word for a clock in a text of core', path: 'core/a.ts', text: `throw new Error('no Date.now() here');` },
  { name: 'a property called process', path: 'core/a.ts', text: 'step.process.run();' },
  {
    name: 'a type of a component in flow',
    path: 'flow/a.ts',
    text: `import type { Store } from '#components/store/port.ts';`,
  },
  {
    name: 'a real engine in a test of flow',
    path: 'flow/a.test.ts',
    text: `import { a } from '#components/store/a.ts';`,
  },
  {
    name: 'the step of a node in core',
    path: 'core/journey/nodes.ts',
    text: `import { stepWait } from '#journey-nodes/wait/step.ts';`,
  },
  {
    name: 'the schema of a node in its step',
    path: 'journey-nodes/wait/step.ts',
    text: `import { waitNode } from '#journey-nodes/wait/schema.ts';`,
  },
  {
    name: 'the fields of a form beside it',
    path: 'journey-nodes/wait/form.tsx',
    text: `import { fields } from './fields.tsx';`,
  },
  { name: 'built-ins in a test of core', path: 'core/a.test.ts', text: `import test from 'node:test';` },
  { name: 'everything in the server', path: 'server/main.ts', text: `import { a } from '#components/a.ts';` },
  { name: 'a helper that opens nothing', path: 'flow/a.ts', text: `import { a } from '#components/group-commit.ts';` },
  { name: 'a pure built-in in core', path: 'core/a.ts', text: `import { hash } from 'node:crypto';` },
];

for (const { name, path, text } of allowed) {
  test(`allowed: ${name}`, () => assert.deepEqual(findViolations(path, text), []));
}
