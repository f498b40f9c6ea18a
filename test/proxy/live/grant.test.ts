import {expect, test} from 'vitest';
import {grantFor, liveUrl} from '../../../src/proxy/live/grant.ts';
import {openSystem} from '../webhooks/system.ts';

const request = (url: string, headers: Record<string, string> = {}) => new Request(url, {headers});

test.each([
  [
    'beside the route that was called',
    request('https://book.example.com/v2/bookings'),
    'https://book.example.com/live',
  ],
  [
    'under the path the proxy is mounted at',
    request('http://127.0.0.1:5173/api/v2/bookings?x=1'),
    'http://127.0.0.1:5173/api/live',
  ],
  ['from a session too', request('https://book.example.com/live/sessions'), 'https://book.example.com/live'],
  [
    'as seen from before a reverse proxy',
    request('http://10.0.0.7:8080/v2/bookings', {
      'x-forwarded-proto': 'https, http',
      'x-forwarded-host': 'book.example.com',
    }),
    'https://book.example.com/live',
  ],
  [
    'without believing in a host that is none',
    request('https://book.example.com/v2/bookings', {'x-forwarded-host': 'a b'}),
    'https://book.example.com/live',
  ],
])('the address of the stream is %s', (_name, called, address) => {
  expect(liveUrl(called, {})).toBe(address);
});

test.each([
  [
    'the public address of the settings, whatever the request says',
    {publicUrl: 'https://book.example.com/api'},
    'https://book.example.com/api/live',
  ],
  ['what was called, when no reverse proxy is believed', {trustedProxies: 0}, 'http://10.0.0.7:8080/live'],
  ['below the path a reverse proxy took away', {trustedProxies: 1}, 'https://shop.example/booking/live'],
])('the address of the stream is %s', (_name, settings, address) => {
  const forwarded = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'shop.example',
    'x-forwarded-prefix': '/booking',
  };
  expect(liveUrl(request('http://10.0.0.7:8080/v2/bookings', forwarded), settings)).toBe(address);
});

test('a grant opens the stream of the one booking it was made for', async () => {
  const system = openSystem();
  const {token, url} = await grantFor(system.context, {uid: 'u1'}, request('http://proxy.test/v2/bookings'));

  expect(url).toBe('http://proxy.test/live');
  expect((await system.context.tokens.verify(token)).topic).toEqual({uid: 'u1'});
  await system.close();
});
