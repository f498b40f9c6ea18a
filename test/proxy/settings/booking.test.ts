import {expect, test} from 'vitest';
import {
  checkSettings,
  environmentName,
  readEnvironment,
  type SettingsError,
} from '../../../src/proxy/settings/settings.ts';
import {findWarnings} from '../../../src/proxy/settings/warnings.ts';

const good = {
  CAL_API_KEY: 'cal_live_1234567890',
  CAL_WEBHOOK_SECRETS: 'webhook-secret-0001',
  BOOKING_ALLOWED_ORIGINS: 'https://www.example.com',
  BOOKING_EVENT_TYPES: 'rick/30min',
  BOOKING_SIGNING_KEYS: 'k:abcdefghijklmnopqrstuvwxyz012345',
};
const shopKey = 'shop:543210zyxwvutsrqponmlkjihgfedcba';
const read = (change: Record<string, string>) => checkSettings(readEnvironment({...good, ...change}), environmentName);

function sentence(change: Record<string, string>): string {
  try {
    read(change);
    return '';
  } catch (error) {
    return (error as SettingsError).message;
  }
}

test('checkout keys, the need of a token, the budget and the page for changes are read', () => {
  expect(
    read({
      BOOKING_CHECKOUT_KEYS: shopKey,
      BOOKING_REQUIRE_CHECKOUT_TOKEN: 'TRUE',
      BOOKING_CALLS_PER_MINUTE: '50',
      BOOKING_MANAGE_URL: 'https://www.example.com/booking?lang=de',
    }),
  ).toMatchObject({
    checkoutKeys: [{kid: 'shop', secret: '543210zyxwvutsrqponmlkjihgfedcba'}],
    requireCheckoutToken: true,
    callsPerMinute: 50,
    manageUrl: 'https://www.example.com/booking?lang=de',
  });
  expect(read({BOOKING_REQUIRE_CHECKOUT_TOKEN: 'no'}).requireCheckoutToken).toBe(false);
});

test.each([
  [{BOOKING_REQUIRE_CHECKOUT_TOKEN: 'true'}, 'BOOKING_CHECKOUT_KEYS is missing, but bookings require a checkout token'],
  [{BOOKING_REQUIRE_CHECKOUT_TOKEN: 'perhaps'}, 'BOOKING_REQUIRE_CHECKOUT_TOKEN must be true or false.'],
  [
    {BOOKING_CHECKOUT_KEYS: 'shop:short'},
    'BOOKING_CHECKOUT_KEYS contains a secret shorter than 32 characters (of "shop")',
  ],
  [{BOOKING_CALLS_PER_MINUTE: '0'}, 'BOOKING_CALLS_PER_MINUTE must be a number of calls from 2 to 6000'],
  [{BOOKING_CALLS_PER_MINUTE: 'many'}, 'BOOKING_CALLS_PER_MINUTE must be a number of calls'],
  [{BOOKING_MANAGE_URL: '/booking'}, 'BOOKING_MANAGE_URL is not an http(s) URL'],
  [
    {BOOKING_MANAGE_URL: 'https://www.example.com/#/booking'},
    'BOOKING_MANAGE_URL contains a user name, a password or a #fragment',
  ],
])('%j is refused in one sentence', (change, words) => {
  expect(sentence(change as Record<string, string>)).toContain(words);
});

test("a budget that Cal.com would lock the account for is warned about, of a server of one's own it is not", () => {
  expect(findWarnings(read({BOOKING_CALLS_PER_MINUTE: '120'}), environmentName).join()).toContain(
    "BOOKING_CALLS_PER_MINUTE is too close to Cal.com's limit of 120 a minute",
  );
  expect(
    findWarnings(read({BOOKING_CALLS_PER_MINUTE: '600', CAL_API_URL: 'https://cal.example.com/api'}), environmentName),
  ).toEqual([]);
});
