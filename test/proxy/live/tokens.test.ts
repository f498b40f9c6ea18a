import {decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT} from 'jose';
import {describe, expect, test} from 'vitest';
import {deriveKey} from '../../../src/proxy/settings/keys.ts';
import {mintRef} from '../../../src/proxy/live/refs.ts';
import {createTokens} from '../../../src/proxy/live/tokens.ts';

const minute = 60_000;
const hour = 60 * minute;
const oldKey = {kid: 'old', secret: 'an-old-secret-of-at-least-32-characters'};
const newKey = {kid: 'new', secret: 'a-new-secret-of-at-least-32-characters!'};
const start = Date.parse('2026-10-01T09:00:00.000Z');

/** Tokens on a clock that a test moves. */
function tokensAt(keys = [oldKey]) {
  const clock = {now: start};
  return {clock, tokens: createTokens(keys, () => clock.now)};
}

test('a token opens the topic it was made for, for 15 minutes', async () => {
  const {clock, tokens} = tokensAt();
  const token = await tokens.mint({uid: 'u1'});

  expect(await tokens.verify(token)).toEqual({topic: {uid: 'u1'}, expiresAt: start + 15 * minute});
  expect((await tokens.verify(await tokens.mint({rid: 'r1'}))).topic).toEqual({rid: 'r1'});
  expect((await tokens.verify(await tokens.mint({rid: 'r1', own: true}))).topic).toEqual({rid: 'r1', own: true});
  clock.now += 15 * minute;
  await expect(tokens.verify(token)).rejects.toMatchObject({code: 'token_expired', status: 401});
});

test('an expired token is renewed for the same topic until a day after the first', async () => {
  const {clock, tokens} = tokensAt();
  let token = await tokens.mint({uid: 'u1'});
  clock.now += 20 * minute;
  token = await tokens.renew(token);
  expect((await tokens.verify(token)).topic).toEqual({uid: 'u1'});

  clock.now = start + 24 * hour - minute;
  token = await tokens.renew(token);
  clock.now = start + 24 * hour;
  await expect(tokens.renew(token)).rejects.toMatchObject({code: 'token_expired', status: 401});
});

test('a session’s token becomes one for the booking that is named, once; that of an attempt or a booking never does', async () => {
  const {tokens} = tokensAt();
  const claimed = await tokens.renew(await tokens.mint({rid: 'r1'}), 'u1');

  expect((await tokens.verify(await tokens.renew(claimed))).topic).toEqual({rid: 'r1', claim: 'u1'});
  expect((await tokens.verify(await tokens.renew(claimed, 'u1'))).topic).toEqual({rid: 'r1', claim: 'u1'});
  for (const token of [claimed, await tokens.mint({rid: 'r1', own: true}), await tokens.mint({uid: 'u1'})]) {
    await expect(tokens.renew(token, 'u2')).rejects.toMatchObject({code: 'not_allowed', status: 403});
  }
});

test('while keys are changed, tokens of the old one are good and new ones are signed with the new', async () => {
  const before = await tokensAt([oldKey]).tokens.mint({uid: 'u1'});
  const {tokens} = tokensAt([newKey, oldKey]);

  expect((await tokens.verify(before)).topic).toEqual({uid: 'u1'});
  expect(decodeProtectedHeader(await tokens.renew(before)).kid).toBe('new');
  await expect(tokensAt([newKey]).tokens.verify(before)).rejects.toMatchObject({code: 'token_invalid'});
});

test('a token says no more than its topic and its times', async () => {
  const token = await tokensAt().tokens.mint({uid: 'u1'});

  expect(Object.keys(decodeJwt(token)).sort()).toEqual(['aud', 'exp', 'first', 'iat', 'uid']);
  expect(token.length).toBeLessThan(400);
});

describe('what is no token of this proxy is refused, for reading and for renewing', () => {
  const key = deriveKey(oldKey, 'live-token');
  const seconds = start / 1000;
  const build = (claims: Record<string, unknown>, header: Record<string, string> = {}) =>
    new SignJWT({first: seconds, exp: seconds + 60, aud: 'booking-live', ...claims}).setProtectedHeader({
      alg: 'HS256',
      kid: 'old',
      typ: 'booking-live+jwt',
      ...header,
    });
  const valid = () => build({uid: 'u1'}).sign(key);

  test('a token built like ours with our key is good, so the others fail for one reason each', async () => {
    expect((await tokensAt().tokens.verify(await valid())).topic).toEqual({uid: 'u1'});
  });

  test.each<[string, () => string | Promise<string>]>([
    ['nothing', () => ''],
    ['some text', () => 'abc.def.ghi'],
    ['a reference of a session', () => mintRef([oldKey]).ref],
    [
      'an unsigned token',
      () => new UnsecuredJWT({uid: 'u1', first: seconds, exp: seconds + 60, aud: 'booking-live'}).encode(),
    ],
    ['another key', () => build({uid: 'u1'}).sign(deriveKey(newKey, 'live-token'))],
    ['the secret itself as the key', () => build({uid: 'u1'}).sign(new TextEncoder().encode(oldKey.secret))],
    ['a key of another purpose', () => build({uid: 'u1'}).sign(deriveKey(oldKey, 'booking-ref'))],
    ['an unknown key id', () => build({uid: 'u1'}, {kid: 'other'}).sign(key)],
    ['another algorithm', () => build({uid: 'u1'}, {alg: 'HS512'}).sign(new Uint8Array(64).fill(1))],
    ['another audience', () => build({uid: 'u1', aud: 'shop'}).sign(key)],
    ['another type', () => build({uid: 'u1'}, {typ: 'JWT'}).sign(key)],
    ['no end', () => build({uid: 'u1', exp: undefined}).sign(key)],
    ['no beginning', () => build({uid: 'u1', first: undefined}).sign(key)],
    ['no topic', () => build({}).sign(key)],
    ['a topic that is no text', () => build({uid: {a: 1}}).sign(key)],
    [
      'a changed topic',
      async () => {
        const [header, , signature] = (await valid()).split('.');
        const claims = Buffer.from(
          JSON.stringify({uid: 'u2', first: seconds, exp: seconds + 60, aud: 'booking-live'}),
        ).toString('base64url');
        return `${header}.${claims}.${signature}`;
      },
    ],
  ])('%s', async (_name, make) => {
    const {tokens} = tokensAt();
    const token = await make();

    await expect(tokens.verify(token)).rejects.toMatchObject({code: 'token_invalid', status: 401});
    await expect(tokens.renew(token)).rejects.toMatchObject({code: 'token_invalid', status: 401});
  });
});

test('without a key there are no tokens', () => {
  expect(() => createTokens([], () => start)).toThrow('at least one signing key');
});
