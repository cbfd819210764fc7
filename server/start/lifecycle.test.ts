import assert from 'node:assert/strict';
import test from 'node:test';
import { createLifecycle } from './lifecycle.ts';

function noted() {
  const said: string[] = [];
  const lifecycle = createLifecycle((part, error) => said.push(`${part}: ${String(error)}`));
  const part = (name: string) => [() => name, (what: string) => void said.push(`stop ${what}`)] as const;
  return { said, lifecycle, part };
}

test('parts stop in reverse, and one that fails does not keep the others from it', async () => {
  const { said, lifecycle, part } = noted();
  await lifecycle.add('one', ...part('one'));
  await lifecycle.add(
    'two',
    () => 'two',
    () => Promise.reject(new Error('stuck')),
  );
  await lifecycle.add('three', ...part('three'));
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  assert.deepEqual(said, ['stop three', 'two: Error: stuck', 'stop one']);
});

test('when one fails to start, those before it are stopped', async () => {
  const { said, lifecycle, part } = noted();
  await lifecycle.add('one', ...part('one'));
  await assert.rejects(
    lifecycle.add('two', () => Promise.reject(new Error('taken'))),
    /taken/,
  );
  assert.deepEqual(said, ['stop one']);
});

test('a part that is starting when all is stopped is waited for and stopped first; none starts after it', async () => {
  const { said, lifecycle, part } = noted();
  await lifecycle.add('one', ...part('one'));
  const gate = Promise.withResolvers<string>();
  const starting = lifecycle.add(
    'two',
    () => gate.promise,
    (what) => void said.push(`stop ${what}`),
  );
  const stopped = lifecycle.stop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(said, []);
  gate.resolve('two');
  await Promise.all([starting, stopped]);
  assert.deepEqual(said, ['stop two', 'stop one']);
  await assert.rejects(lifecycle.add('three', ...part('three')), /stopping/);
  assert.deepEqual(said, ['stop two', 'stop one']);
});
