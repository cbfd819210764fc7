import assert from 'node:assert/strict';
import test from 'node:test';
import { readDevice, readPlace } from './event-whereabouts.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

test('a browser tells its device by its user agent', () => {
  assert.deepEqual(readDevice({ userAgent: iphone }), { type: 'mobile', os: 'iOS', browser: 'Safari' });
  const wechat = iphone.replace('Safari/604.1', 'MicroMessenger/8.0.47');
  assert.equal(readDevice({ userAgent: wechat })?.browser, 'WeChat');
});

test('an app tells its own name, and what the user agent leaves open', () => {
  const app = { app: { name: 'Shop', version: '3' }, os: { name: 'iPhone OS' }, device: { type: 'ios' } };
  assert.deepEqual(readDevice(app), { type: 'mobile', os: 'iOS', app: 'Shop' });
});

test('what tells nothing leaves no device and no place', () => {
  for (const context of [{}, { userAgent: '' }, { userAgent: 'curl/8' }, { userAgent: 7, app: [], os: null }]) {
    assert.equal(readDevice(context), undefined);
  }
  for (const location of [null, 'London', [], {}, { country: 7 }, { latitude: 91, longitude: 0 }, { latitude: 1 }]) {
    assert.equal(readPlace({ location }), undefined);
  }
});

test('a place is taken as far as it is told', () => {
  const location = { country: ' GB ', city: 'London', latitude: 51.5, longitude: -0.1, speed: 0 };
  assert.deepEqual(readPlace({ location }), { country: 'GB', city: 'London', latitude: 51.5, longitude: -0.1 });
});
