import {expect, test} from 'vitest';
import {mintRef, openRef} from '../../../src/proxy/live/refs.ts';

const oldKey = {kid: 'old', secret: 'an-old-secret-of-at-least-32-characters'};
const newKey = {kid: 'new', secret: 'a-new-secret-of-at-least-32-characters!'};

test('a reference fits into a booking’s metadata and leads back to its session', () => {
  const {ref, rid} = mintRef([oldKey]);

  expect(ref).toMatch(/^[\w-]{16}\.[\w-]{16}$/);
  expect(openRef([oldKey], ref)).toBe(rid);
  expect(openRef([newKey, oldKey], ref)).toBe(rid);
  expect(mintRef([oldKey]).rid).not.toBe(rid);
});

test('a reference that was not made here leads nowhere', () => {
  const {ref, rid} = mintRef([oldKey]);
  const other = mintRef([oldKey]).ref;

  expect(openRef([newKey], ref)).toBeUndefined();
  expect(openRef([oldKey], `${rid}.${other.split('.')[1]}`)).toBeUndefined();
  for (const text of [
    '',
    rid,
    `${rid}.`,
    `${ref}A`,
    ` ${ref}`,
    `${ref}\n`,
    ref.replace('.', '-'),
    'b64u.Zk3q9w2x.7f1c0a',
  ])
    expect(openRef([oldKey], text)).toBeUndefined();
});
