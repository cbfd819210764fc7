import assert from 'node:assert/strict';
import test from 'node:test';
import { compileTemplate, TemplateError } from './template.ts';

function reason(source: string): { code: string; params: object } | undefined {
  try {
    compileTemplate('html', source, 'html')({ person: {} }, {}, true);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof TemplateError);
    const { code, params } = error.problem;
    return { code, params };
  }
}

test('what is wrong with a template is told by a code and what it names, so that it can be said in any language', () => {
  assert.deepEqual(reason('{{ person.x }}'), { code: 'no_value', params: { variable: 'person.x' } });
  assert.deepEqual(reason('{{ "a" | shout }}'), { code: 'unknown_filter', params: { filter: 'shout' } });
  assert.deepEqual(reason('{% nope %}'), { code: 'unknown_tag', params: { tag: 'nope' } });
  assert.deepEqual(reason('{% if a %}x'), { code: 'not_closed', params: { text: '{% if a %}' } });
  assert.deepEqual(reason('Hi {{ a'), { code: 'not_closed', params: { text: '{{ a' } });
  assert.deepEqual(reason('{% raw %}x'), { code: 'not_closed', params: { text: '{% raw %}x' } });
  assert.deepEqual(reason('{% include "x" %}'), { code: 'nothing_to_include', params: {} });
  assert.deepEqual(reason('{% for i in (1..10000000) %}x{% endfor %}'), { code: 'too_much_work', params: {} });
  assert.deepEqual(reason(`${'x'.repeat(400_001)}{{ "a" }}`), { code: 'too_long', params: {} });
  assert.deepEqual(reason('{{ }}'), { code: 'unreadable', params: {} });
  assert.equal(reason('{{ "a" }}'), undefined);
});
