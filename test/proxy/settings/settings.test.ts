import {describe, expect, test} from 'vitest';
import {checkSettings, environmentName, readEnvironment, SettingsError} from '../../../src/proxy/settings/settings.ts';
import {findWarnings} from '../../../src/proxy/settings/warnings.ts';

const good = {
  CAL_API_KEY: 'cal_live_1234567890',
  CAL_WEBHOOK_SECRETS: 'new-webhook-secret-1, old-webhook-secret-2',
  BOOKING_ALLOWED_ORIGINS: 'https://www.example.com/, http://localhost:5173',
  BOOKING_EVENT_TYPES: 'rick/30min, 1002, team/acme/demo, https://cal.com/rick/intro?month=2026-11',
  BOOKING_SIGNING_KEYS: 'new:abcdefghijklmnopqrstuvwxyz012345,old:543210zyxwvutsrqponmlkjihgfedcba',
};
const read = (change: Record<string, string | undefined> = {}) =>
  checkSettings(readEnvironment({...good, ...change}), environmentName);

function sentences(change: Record<string, string | undefined>): string[] {
  try {
    read(change);
    return [];
  } catch (error) {
    return (error as SettingsError).sentences;
  }
}

test('the environment becomes settings, with the defaults filled in', () => {
  expect(read()).toEqual({
    calApiUrl: 'https://api.cal.com',
    calApiKey: 'cal_live_1234567890',
    webhookSecrets: ['new-webhook-secret-1', 'old-webhook-secret-2'],
    signatureHeader: 'x-cal-signature-256',
    privateTargets: [],
    joinLinks: false,
    openMetrics: false,
    liveLimits: {booking: 24, visitor: 200, waiting: 50, all: 20_000},
    allowedOrigins: ['https://www.example.com', 'http://localhost:5173'],
    eventTypes: [
      {kind: 'user', username: 'rick', slug: '30min'},
      {kind: 'id', id: 1002},
      {kind: 'team', team: 'acme', slug: 'demo'},
      {kind: 'user', username: 'rick', slug: 'intro'},
    ],
    signingKeys: [
      {kid: 'new', secret: 'abcdefghijklmnopqrstuvwxyz012345'},
      {kid: 'old', secret: '543210zyxwvutsrqponmlkjihgfedcba'},
    ],
    dataDirectory: './data',
    basePath: '',
    retentionDays: 30,
    keepDays: 90,
    callsPerMinute: 100,
    checkoutKeys: [],
    requireCheckoutToken: false,
  });
});

test('live streams have limits that can be set one by one, as a text or as an object', () => {
  const defaults = {booking: 24, visitor: 200, waiting: 50, all: 20_000};

  expect(read({BOOKING_LIVE_LIMITS: ' visitor=1000, all=5'}).liveLimits).toEqual({...defaults, visitor: 1000, all: 5});
  expect(checkSettings({...readEnvironment(good), liveLimits: {booking: 2}}).liveLimits).toEqual({
    ...defaults,
    booking: 2,
  });
  for (const text of ['24', 'visitor', 'visitor=', 'visitor=0', 'visitor=1.5', 'visitors=3', '__proto__=3']) {
    expect(sentences({BOOKING_LIVE_LIMITS: text})).toEqual([
      expect.stringContaining('BOOKING_LIVE_LIMITS contains an invalid limit: write'),
    ]);
  }
});

test('a fork of Cal.com may sign in another header, and an owner may show where to join', () => {
  expect(read({CAL_WEBHOOK_SIGNATURE_HEADER: 'X-CoachOS-Signature-256', BOOKING_JOIN_LINKS: 'yes'})).toMatchObject({
    signatureHeader: 'x-coachos-signature-256',
    joinLinks: true,
  });
  expect(sentences({CAL_WEBHOOK_SIGNATURE_HEADER: 'x cal'})).toEqual([
    expect.stringContaining('CAL_WEBHOOK_SIGNATURE_HEADER is not the name of a header'),
  ]);
});

test('the data may be in PostgreSQL, and be kept longer', () => {
  const databaseUrl = 'postgresql://u:pass-word@db.example:5432/booking?sslmode=verify-full';
  expect(read({DATABASE_URL: databaseUrl, BOOKING_RETENTION_DAYS: '60', BOOKING_KEEP_DAYS: '365'})).toMatchObject({
    databaseUrl,
    retentionDays: 60,
    keepDays: 365,
  });
  expect(read({})).toMatchObject({retentionDays: 30, keepDays: 90});
});

test('options may be lists as well', () => {
  const options = {
    calApiKey: 'cal_x',
    webhookSecrets: ['a-webhook-secret'],
    allowedOrigins: ['https://a.example'],
    eventTypes: ['rick/30min'],
    signingKeys: ['k:abcdefghijklmnopqrstuvwxyz012345'],
  };
  expect(checkSettings(options)).toMatchObject({
    webhookSecrets: ['a-webhook-secret'],
    allowedOrigins: ['https://a.example'],
  });
});

test.each(['https://api.cal.eu', 'https://api.cal.eu/', 'https://api.cal.eu/v2', 'https://api.cal.eu/v2/'])(
  'the API address %s is taken',
  address => {
    expect(read({CAL_API_URL: address, BOOKING_EVENT_TYPES: 'rick/30min'}).calApiUrl).toBe('https://api.cal.eu');
  },
);

test('an API below a path keeps it', () => {
  expect(read({CAL_API_URL: 'http://127.0.0.1:5180/cal/v2', BOOKING_EVENT_TYPES: 'rick/30min'}).calApiUrl).toBe(
    'http://127.0.0.1:5180/cal',
  );
});

describe('a wrong setting is told in one sentence', () => {
  test.each([
    [
      'CAL_API_KEY',
      undefined,
      'CAL_API_KEY is missing: write the API key of the Cal.com account, as its settings page shows it.',
    ],
    ['CAL_API_KEY', '  ', 'CAL_API_KEY is missing'],
    ['CAL_API_KEY', 'cal_live 123', 'CAL_API_KEY contains spaces'],
    ['CAL_WEBHOOK_SECRETS', undefined, 'CAL_WEBHOOK_SECRETS is missing: write the secret'],
    ['CAL_WEBHOOK_SECRETS', ' , ', 'CAL_WEBHOOK_SECRETS is missing: write the secret'],
    ['BOOKING_ALLOWED_ORIGINS', undefined, 'BOOKING_ALLOWED_ORIGINS is missing: write the origins'],
    [
      'BOOKING_ALLOWED_ORIGINS',
      '*',
      'BOOKING_ALLOWED_ORIGINS contains a *, which would let every website book: write the exact origins',
    ],
    ['BOOKING_ALLOWED_ORIGINS', 'https://*.example.com', 'BOOKING_ALLOWED_ORIGINS contains a *'],
    [
      'BOOKING_ALLOWED_ORIGINS',
      'www.example.com',
      'BOOKING_ALLOWED_ORIGINS contains "www.example.com", which is not an http(s) origin',
    ],
    [
      'BOOKING_ALLOWED_ORIGINS',
      'ftp://example.com',
      'BOOKING_ALLOWED_ORIGINS contains "ftp://example.com", which is not an http(s) origin',
    ],
    [
      'BOOKING_ALLOWED_ORIGINS',
      'https://example.com/shop',
      'BOOKING_ALLOWED_ORIGINS contains "https://example.com/shop", which is more than an origin',
    ],
    ['BOOKING_EVENT_TYPES', undefined, 'BOOKING_EVENT_TYPES is missing: write what may be booked'],
    [
      'BOOKING_EVENT_TYPES',
      'rick',
      'BOOKING_EVENT_TYPES contains "rick", which does not name an event type: write user/slug',
    ],
    [
      'BOOKING_EVENT_TYPES',
      'https://cal.eu/rick/30min',
      'BOOKING_EVENT_TYPES contains "https://cal.eu/rick/30min", which is on another server than ' +
        'https://api.cal.com: write user/slug',
    ],
    [
      'BOOKING_EVENT_TYPES',
      'rick/30min,https://book.example/42',
      'BOOKING_EVENT_TYPES contains "https://book.example/42", which is on another server than https://api.cal.com: ' +
        'write user/slug',
    ],
    [
      'BOOKING_EVENT_TYPES',
      'https://acme.cal.com/anna/intro',
      'BOOKING_EVENT_TYPES contains "https://acme.cal.com/anna/intro", which can only be resolved by an embedded ' +
        'booking page: write user/slug',
    ],
    ['BOOKING_SIGNING_KEYS', undefined, 'BOOKING_SIGNING_KEYS is missing: write kid:secret'],
    ['BOOKING_SIGNING_KEYS', 'k1:short', 'BOOKING_SIGNING_KEYS contains a secret shorter than 32 characters (of "k1")'],
    [
      'BOOKING_SIGNING_KEYS',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      'BOOKING_SIGNING_KEYS contains a key without a name',
    ],
    [
      'BOOKING_SIGNING_KEYS',
      'k:abcdefghijklmnopqrstuvwxyz012345,k:543210zyxwvutsrqponmlkjihgfedcba',
      'BOOKING_SIGNING_KEYS has two keys named "k"',
    ],
    ['CAL_API_URL', 'api.cal.com', 'CAL_API_URL is not a URL'],
    ['CAL_API_URL', 'ftp://api.cal.com', 'CAL_API_URL does not start with https:// or http://'],
    ['CAL_API_URL', 'https://me:pass-word@api.cal.com', 'CAL_API_URL contains a user name, a password'],
    ['BOOKING_BASE_PATH', 'booking', 'BOOKING_BASE_PATH is not a path'],
    [
      'DATABASE_URL',
      'mysql://u:pass-word@db/x',
      'DATABASE_URL does not start with postgres://: write postgres://user:password@host:5432/database, or remove it',
    ],
    ['DATABASE_URL', 'postgres://u:pa#ss-word@db/x', 'DATABASE_URL is not a URL: write postgres://'],
    ['DATABASE_URL', 'postgres://u:pass-word@db', 'DATABASE_URL names no database'],
    ['BOOKING_RETENTION_DAYS', 'for ever', 'BOOKING_RETENTION_DAYS must be a number of days from 1 to 3650'],
    ['BOOKING_KEEP_DAYS', '-1', 'BOOKING_KEEP_DAYS must be a number of days from 1 to 3650, such as 90'],
    ['BOOKING_RETENTION_DAYS', '0', 'BOOKING_RETENTION_DAYS must be a number of days from 1 to 3650'],
  ])('%s=%s', (name, value, beginning) => {
    const told = sentences({[name]: value});
    expect(told).toHaveLength(1);
    expect(told[0]!.slice(0, beginning.length)).toBe(beginning);
    expect(told[0]).toMatch(/\.$/);
    expect(told[0]).not.toMatch(/pass-word|ss-word|cal_live 123|:short|abcdefghij|aaaaa/);
  });
});

test('an address of a booking page is held against the API that is set', () => {
  const offered = [{kind: 'user', username: 'rick', slug: '30min'}];
  expect(
    read({CAL_API_URL: 'https://api.cal.eu/v2', BOOKING_EVENT_TYPES: 'https://cal.eu/rick/30min'}).eventTypes,
  ).toEqual(offered);
  expect(
    read({CAL_API_URL: 'https://api.book.example', BOOKING_EVENT_TYPES: 'https://book.example/rick/30min'}).eventTypes,
  ).toEqual(offered);
  for (const [CAL_API_URL, page] of [
    ['https://api.cal.eu', 'https://cal.com'],
    ['https://api.book.example', 'https://cal.com'],
    ['http://127.0.0.1:5180', 'https://app.cal.eu'],
  ]) {
    expect(sentences({CAL_API_URL, BOOKING_EVENT_TYPES: `${page}/rick/30min`})).toEqual([
      expect.stringContaining(`which is on another server than ${CAL_API_URL}: write`),
    ]);
  }
  expect(sentences({CAL_API_URL: 'nowhere', BOOKING_EVENT_TYPES: 'https://cal.eu/rick/30min'})).toEqual([
    expect.stringContaining('CAL_API_URL is not a URL'),
  ]);
});

test('several wrong settings are told at once', () => {
  expect(
    sentences({CAL_API_KEY: undefined, BOOKING_EVENT_TYPES: undefined, BOOKING_SIGNING_KEYS: 'k1:short'}),
  ).toHaveLength(3);
});

test('no secret is in any sentence, wherever it was written', () => {
  const secret = 'cal_live_abcdef1234567890abcdef';
  for (const name of Object.keys(good)) expect(sentences({[name]: `${secret} ${secret}`}).join()).not.toContain(secret);
});

test.each([
  ['postgres://u:p@db.example.com/x', true],
  ['postgres://u:p@db.example.com/x?sslmode=disable', true],
  ['postgres://u:p@db.example.com/x?sslmode=verify-full', false],
  ['postgres://u:p@db/x', false],
  ['postgres://u:p@10.0.0.7:6432/x', false],
  ['postgres://u:p@172.32.0.7/x', true],
  ['postgres://u:p@[::1]/x', false],
])('a database over an open network without TLS is warned about: %s', (DATABASE_URL, isWarned) => {
  const warnings = findWarnings(read({DATABASE_URL}), environmentName);
  expect(warnings).toEqual(
    isWarned ? ['DATABASE_URL connects to its server without TLS: add ?sslmode=verify-full.'] : [],
  );
});

test('what is allowed and unwise is warned about', () => {
  const settings = read({
    BOOKING_EVENT_TYPES: '*',
    BOOKING_ADMIN_TOKEN: 'short',
    CAL_WEBHOOK_SECRETS: 'short',
    BOOKING_ALLOWED_ORIGINS: 'http://shop.example',
    BOOKING_SIGNING_KEYS: `k:${'a'.repeat(40)}`,
  });
  const warnings = findWarnings(settings, environmentName);
  expect(warnings.map(warning => warning.split(' ')[0])).toEqual([
    'BOOKING_EVENT_TYPES',
    'BOOKING_ADMIN_TOKEN',
    'CAL_WEBHOOK_SECRETS',
    'BOOKING_SIGNING_KEYS',
    'BOOKING_ALLOWED_ORIGINS',
  ]);
  expect(findWarnings(read(), environmentName)).toEqual([]);
});
