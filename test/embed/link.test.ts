import {describe, expect, test} from 'vitest';
import {embedBase, resolveLink, scriptUrl} from '../../src/embed/link.ts';
import {embedPath, frameUrl, isMisread} from '../../src/embed/page-address.ts';

describe('a booking page is found by', () => {
  test.each([
    ['rick/30min', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['/rick/30min/', 'https://cal.com/', 'rick/30min', 'https://cal.com/rick/30min'],
    [
      'rick/30min?metadata[Booking_Ref]=stolen&date=2026-12-01',
      'https://cal.com',
      'rick/30min?date=2026-12-01',
      'https://cal.com/rick/30min?date=2026-12-01',
    ],
    [
      'team/sales/demo?duration=60',
      'https://cal.com',
      'team/sales/demo?duration=60',
      'https://cal.com/team/sales/demo?duration=60',
    ],
    ['https://cal.com/rick/30min/embed', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['rick/30min#times', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['rick/30min', 'http://127.0.0.1:5173/cal/', 'rick/30min', 'http://127.0.0.1:5173/cal/rick/30min'],
    [
      'http://127.0.0.1:5173/cal/rick/30min',
      'http://127.0.0.1:5173/cal',
      'rick/30min',
      'http://127.0.0.1:5173/cal/rick/30min',
    ],
  ])('%s below %s', (calLink, origin, path, url) => {
    expect(resolveLink(calLink, origin)).toMatchObject({path, url});
  });

  test('a whole address, which wins over the origin', () => {
    expect(resolveLink('https://book.example.com/rick/30min?month=2030-01', 'https://cal.com')).toEqual({
      base: 'https://book.example.com',
      path: 'rick/30min?month=2030-01',
      url: 'https://book.example.com/rick/30min?month=2030-01',
    });
  });

  test('a path below a path of the page', () => {
    expect(resolveLink('rick/30min', '/cal/')?.url).toBe(`${location.origin}/cal/rick/30min`);
  });

  test.each([
    ['', 'https://cal.com'],
    [' / ', 'https://cal.com'],
    ['https://', 'https://cal.com'],
    ['rick/30min', 'cal.com'],
    ['rick/30min', 'javascript:alert(1)'],
  ])('nothing for "%s" below "%s"', (calLink, origin) => {
    expect(resolveLink(calLink, origin)).toBeUndefined();
  });
});

test('pages of cal.com are embedded from its app', () => {
  expect(scriptUrl('https://cal.com')).toBe('https://app.cal.com/embed/embed.js');
  expect(embedBase('https://cal.com')).toBe('https://app.cal.com');
});

test('a path of the origin is kept for embed.js', () => {
  expect(scriptUrl('http://127.0.0.1:5173/cal')).toBe('http://127.0.0.1:5173/cal/embed/embed.js');
});

test('a slug that ends like the embed path gets that path itself', () => {
  expect(embedPath('rick/notembed?duration=60', {})).toBe('rick/notembed/embed?duration=60');
  expect(embedPath('rick/30min?duration=60', {})).toBe('rick/30min?duration=60');
});

test.each([
  ['https://cal.com', false],
  ['https://cal.com/somewhere', false],
  ['https://cal.com:8443', false],
  ['https://cal.company.example', true],
  ['https://calendar.example', false],
])('%s is read as another host: %s', (base, isRead) => {
  expect(isMisread(base)).toBe(isRead);
});

test("the address of a frame holds the link's own query, the config above it, and what the page must know of its frame", () => {
  const config = {
    name: 'Ada',
    guests: ['a@example.com', 'b@example.com'],
    iframeAttrs: {id: 'frame'},
    'metadata[order]': '17',
  };
  const url = new URL(
    frameUrl(
      {base: 'https://cal.com', path: 'rick/30min?duration=60&name=Nobody', config, ui: {colorScheme: 'dark'}},
      'n-1',
    ),
  );
  expect(url.origin + url.pathname).toBe('https://app.cal.com/rick/30min/embed');
  expect([...url.searchParams]).toEqual([
    ['duration', '60'],
    ['name', 'Ada'],
    ['guests', 'a@example.com'],
    ['guest', 'a@example.com'],
    ['guests', 'b@example.com'],
    ['guest', 'b@example.com'],
    ['metadata[order]', '17'],
    ['embed', 'n-1'],
    ['embedType', 'inline'],
    ['ui.color-scheme', 'dark'],
  ]);
});

test('where config and link disagree, embed.js is given the config alone: Cal.com takes the first of two', () => {
  expect(embedPath('rick/30min?name=Nobody&duration=60', {name: 'Ada'})).toBe('rick/30min?duration=60');
});
