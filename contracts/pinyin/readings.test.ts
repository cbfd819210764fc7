import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { asReading, isReadAs, readingsOf } from './readings.ts';

test('a Chinese name is found as it is typed by sound', () => {
  const found: Readonly<Record<string, readonly string[]>> = {
    王小明: [
      'wangxiaoming',
      'wang',
      'xiaoming',
      'ming',
      'wxm',
      'xm',
      'wangxm',
      'wang xiaoming',
      'wangxiaom',
      'wángxiǎomíng',
      'w',
    ],
    单雄信: ['shanxiongxin', 'sxx', 'danxiongxin'],
    曾国藩: ['zengguofan', 'zgf', 'cengguofan'],
    欧阳娜娜: ['ouyangnana', 'oynn', 'nana'],
    尉迟恭: ['yuchigong', 'ycg'],
    吕布: ['lvbu', 'lubu', 'lyubu', 'lübu', 'lǚbù'],
    陳曉樂: ['chenxiaole', 'chenxiaoyue'],
    '王 小明': ['wangxiaoming'],
    阿依古丽·买买提: ['ayiguli', 'maimaiti'],
    重庆小面: ['chongqing', 'cqxm'],
    西安茶业: ["xi'an", 'xian'],
    'Anna 李': ['li'],
  };
  for (const [name, words] of Object.entries(found)) {
    for (const word of words) assert.ok(isReadAs(name, word), `${name} by ${word}`);
  }
  for (const word of ['an', 'gxiao', 'wangming', 'xiaowang', '王', '', 'wx3']) {
    assert.equal(isReadAs('王小明', word), false, word);
  }
});

test('what is not Chinese has no reading, and long names are bounded', () => {
  for (const name of ['', 'Ann Lee', 'Ключ', 'さくら', '김', '🙂', "O'Neil"]) assert.equal(readingsOf(name), '');
  assert.equal(asReading('ann@mail'), undefined);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'单曾解乐行长吕绿王 aA7'), maxLength: 200 }), (name) => {
      assert.ok(readingsOf(name).length < 2_000);
      assert.match(readingsOf(name), /^( [A-Z]+)*$/);
    }),
  );
});
