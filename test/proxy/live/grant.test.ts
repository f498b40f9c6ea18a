import {expect, test} from 'vitest';
import {grantFor, liveUrl} from '../../../src/proxy/live/grant.ts';
import {openSystem} from '../webhooks/system.ts';

const request = (url: string, headers: Record<string, string> = {}) => new Request(url, {headers});

test.each([
  ['beside the route that was called', request('https://book.example.com/v2/bookings'), 'https://book.example.com/live'],
  ['under the path the proxy is mounted at', request('http://127.0.0.1:5173/api/v2/bookings?x=1'), 'http://127.0.0.1:5173/api/live'],
  ['from a session too', request('https://book.example.com/live/sessions'), 'https://book.example.com/live'],
  ['as seen from before a reverse proxy', request('http://10.0.0.7:8080/v2/bookings', {'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'book.example.com'}), 'https://book.example.com/live'],
  ['without believing in a host that is none', request('https://book.example.com/v2/bookings', {'x-forwarded-host': 'a b'}), 'https://book.example.com/live'],
])('the address of the stream is %s', (_name, called, address) => {
  expect(liveUrl(called)).toBe(address);
});

test('a grant opens the stream of the one booking it was made for', async () => {
  const system = openSystem();
  const {token, url} = await grantFor(system.context, 'u1', request('http://proxy.test/v2/bookings'));

  expect(url).toBe('http://proxy.test/live');
  expect((await system.context.tokens.verify(token)).topic).toEqual({uid: 'u1'});
  await system.close();
});
