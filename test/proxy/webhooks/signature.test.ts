import {describe, expect, test} from 'vitest';
import {verifySignature} from '../../../src/proxy/webhooks/signature.ts';
import {fixtures, secrets, sign} from './fixtures.ts';

const body = new TextEncoder().encode('{"a":1}');

test.each(fixtures.filter(({id}) => id !== 'PING_no_secret'))(
  'the signature of $id is found right, and only for its bytes',
  ({body: bytes, headers}) => {
    const signature = headers['x-cal-signature-256'];
    const tampered = Uint8Array.from(bytes, (byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));

    expect(verifySignature(bytes, signature, secrets)).toBe(true);
    expect(verifySignature(tampered, signature, secrets)).toBe(false);
  },
);

test('while secrets are changed the old and the new one are good, another is not', () => {
  expect(verifySignature(body, sign(body, 'old'), ['new', 'old'])).toBe(true);
  expect(verifySignature(body, sign(body, 'new'), ['new', 'old'])).toBe(true);
  expect(verifySignature(body, sign(body, 'other'), ['new', 'old'])).toBe(false);
});

test('without secrets, or with an empty one, nothing is good', () => {
  expect(verifySignature(body, sign(body, 'any'), [])).toBe(false);
  expect(verifySignature(body, sign(body, ''), [''])).toBe(false);
});

describe('what is no signature is refused without an error', () => {
  const right = sign(body, 'secret');

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['the text of an unsigned webhook', 'no-secret-provided'],
    ['upper case', right.toUpperCase()],
    ['a prefix', `sha256=${right}`],
    ['one digit less', right.slice(1)],
    ['one digit more', `${right}0`],
    ['a line break at the end', `${right}\n`],
    ['64 characters that are no digits', 'z'.repeat(64)],
    ['two signatures', `${right}, ${right}`],
  ])('%s', (_name, signature) => {
    expect(verifySignature(body, signature, ['secret'])).toBe(false);
  });
});
