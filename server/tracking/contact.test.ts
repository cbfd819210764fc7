import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCountries } from 'libphonenumber-js/max';
import { countryCodes } from '#contracts/country.ts';
import { normaliseEmail, normalisePhone } from './contact.ts';

test('e-mail addresses', () => {
  const cases: [string, string | undefined][] = [
    [' Ann.Lee+shop@Example.COM ', 'ann.lee+shop@example.com'],
    ['用户@例子.中国', '用户@例子.中国'],
    ['ann@mail.example.co.uk', 'ann@mail.example.co.uk'],
    ['ann@localhost', undefined],
    ['ann@@example.com', undefined],
    ['ann@example..com', undefined],
    ['ann lee@example.com', undefined],
    ['ann@-example.com', undefined],
    ['null', undefined],
    ['', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
  ];
  for (const [written, wanted] of cases) assert.equal(normaliseEmail(written), wanted, written);
});

test('phone numbers', () => {
  assert.equal(normalisePhone('020 7946 0958', 'GB'), '+442079460958');
  assert.equal(normalisePhone('+86 138 0013 8000', 'GB'), '+8613800138000');
  assert.equal(normalisePhone('13800138000', 'CN'), '+8613800138000');
  for (const wrong of ['', '12', 'ask me', '+999 123 456', '1'.repeat(60)])
    assert.equal(normalisePhone(wrong, 'GB'), undefined);
});

test('every country whose phone numbers are known can be chosen', () => {
  assert.deepEqual(countryCodes, getCountries().toSorted());
});
