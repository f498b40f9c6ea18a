import {expect, test} from 'vitest';
import {visitorOf} from '../../../src/proxy/guard/visitor.ts';

const from = (forwarded?: string) =>
  new Request('http://proxy.test/', forwarded === undefined ? {} : {headers: {'x-forwarded-for': forwarded}});
const node = (remoteAddress: string) => ({incoming: {socket: {remoteAddress}}});

test.each([
  ['Node', node('203.0.113.7')],
  ['Node, in an IPv6 socket', node('::ffff:203.0.113.7')],
  ['Deno', {remoteAddr: {hostname: '203.0.113.7', port: 5}}],
  ['Bun', {requestIP: () => ({address: '203.0.113.7'})}],
])('%s tells who calls', (_, server) => {
  expect(visitorOf(from(), server)).toBe('203.0.113.7');
});

test.each([undefined, {}, {params: Promise.resolve({})}])(
  'a server that says nothing makes everybody one visitor: %j',
  server => {
    expect(visitorOf(from(), server)).toBe('');
  },
);

test('a caller from outside cannot pretend to be another', () => {
  expect(visitorOf(from('198.51.100.1'), node('203.0.113.7'))).toBe('203.0.113.7');
});

test('behind a proxy in the own network it is the last address outside of it', () => {
  expect(visitorOf(from('198.51.100.66, 203.0.113.7, 10.0.0.3'), node('127.0.0.1'))).toBe('203.0.113.7');
  expect(visitorOf(from('203.0.113.7:51234'), node('::1'))).toBe('203.0.113.7');
  expect(visitorOf(from('nonsense'), node('192.168.0.2'))).toBe('192.168.0.2');
});

test('a number of proxies that is set counts from the end, whatever the addresses', () => {
  expect(visitorOf(from('198.51.100.66, 203.0.113.7'), node('127.0.0.1'), 0)).toBe('127.0.0.1');
  expect(visitorOf(from('198.51.100.66, 203.0.113.7'), node('198.18.0.1'), 1)).toBe('203.0.113.7');
  expect(visitorOf(from('10.0.0.9, 203.0.113.7'), node('198.18.0.1'), 2)).toBe('10.0.0.9');
});

test('the addresses of one household are one visitor', () => {
  const home = visitorOf(from(), node('2001:db8:1:2:aaaa::1'));
  expect(visitorOf(from('[2001:0db8:1:2::7]:443'), node('127.0.0.1'))).toBe(home);
  expect(visitorOf(from(), node('2001:db8:1:3::1'))).not.toBe(home);
});
