import {expect, test} from 'vitest';
import {formatPrice} from '../../../src/core/words/price.ts';

// Narrow and other spaces differ between releases of ICU.
const plain = (text: string) => text.replace(/\s/gu, ' ');

test.each([
  [4900, 'EUR', 'en', '€49.00'],
  [4900, 'EUR', 'de', '49,00 €'],
  [9900, 'USD', 'en-US', '$99.00'],
  [5000, 'JPY', 'ja', '￥5,000'],
  [1500, 'KWD', 'en', 'KWD 1.500'],
  [1, 'EUR', 'en', '€0.01'],
])('%d of the smallest unit of %s is written in %s as %s', (amount, currency, locale, text) => {
  expect(plain(formatPrice({amount, currency}, locale))).toBe(text);
});

test('a currency that does not exist is written as it came', () => {
  expect(formatPrice({amount: 4900, currency: 'credits'}, 'en')).toBe('49.00 credits');
});
