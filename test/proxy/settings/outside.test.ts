import {expect, test} from 'vitest';
import {checkSettings, environmentName, readEnvironment, SettingsError} from '../../../src/proxy/settings/settings.ts';
import {settings} from '../mount/package.ts';

const read = (change: Record<string, string>) =>
  checkSettings(readEnvironment({...settings, ...change}), environmentName);

function sentence(change: Record<string, string>): string {
  try {
    read(change);
    return '';
  } catch (error) {
    return (error as SettingsError).message;
  }
}

test.each([
  ['BOOKING_PUBLIC_URL', 'https://book.example.com', 'publicUrl', 'https://book.example.com'],
  ['BOOKING_PUBLIC_URL', ' https://www.example.com/booking/ ', 'publicUrl', 'https://www.example.com/booking'],
  ['BOOKING_TRUSTED_PROXIES', '0', 'trustedProxies', 0],
  ['BOOKING_TRUSTED_PROXIES', '2', 'trustedProxies', 2],
  ['BOOKING_METRICS_TOKEN', 'sixteen-letters-', 'metricsToken', 'sixteen-letters-'],
] as const)('%s=%s is taken', (name, value, option, taken) => {
  expect(read({[name]: value})[option]).toBe(taken);
});

test('none of them is needed', () => {
  const {publicUrl, trustedProxies, metricsToken} = read({});
  expect([publicUrl, trustedProxies, metricsToken]).toEqual([undefined, undefined, undefined]);
});

test.each([
  [
    'BOOKING_PUBLIC_URL',
    'book.example.com',
    'BOOKING_PUBLIC_URL is not a URL: use one such as https://book.example.com.',
  ],
  [
    'BOOKING_PUBLIC_URL',
    'ftp://book.example.com',
    'BOOKING_PUBLIC_URL does not start with https:// or http://: use a URL such as https://book.example.com.',
  ],
  [
    'BOOKING_PUBLIC_URL',
    'https://me:pass-word@book.example.com',
    'BOOKING_PUBLIC_URL contains a user name, a password, a query or a #fragment: use a URL such as ' +
      'https://book.example.com.',
  ],
  ['BOOKING_TRUSTED_PROXIES', 'yes', 'BOOKING_TRUSTED_PROXIES must be a number of reverse proxies: 0, 1 or more.'],
  ['BOOKING_TRUSTED_PROXIES', '-1', 'BOOKING_TRUSTED_PROXIES must be a number of reverse proxies: 0, 1 or more.'],
  [
    'BOOKING_METRICS_TOKEN',
    'several words, not one',
    'BOOKING_METRICS_TOKEN contains spaces or characters that are not allowed in a key: write the token for /metrics.',
  ],
  ['BOOKING_METRICS_TOKEN', 'x', 'BOOKING_METRICS_TOKEN is shorter than 16 characters: use a longer one.'],
  [
    'BOOKING_METRICS_TOKEN',
    'fifteen-letters',
    'BOOKING_METRICS_TOKEN is shorter than 16 characters: use a longer one.',
  ],
])('%s=%s is told in one sentence', (name, value, told) => {
  expect(sentence({[name]: value})).toBe(told);
});
