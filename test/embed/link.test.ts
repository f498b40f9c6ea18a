import {describe, expect, test} from 'vitest';
import {embedBase, embedPath, isMisread, resolveLink, scriptUrl} from '../../src/embed/link.ts';

describe('a booking page is found by', () => {
  test.each([
    ['rick/30min', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['/rick/30min/', 'https://cal.com/', 'rick/30min', 'https://cal.com/rick/30min'],
    ['team/sales/demo?duration=60', 'https://cal.com', 'team/sales/demo?duration=60', 'https://cal.com/team/sales/demo?duration=60'],
    ['https://cal.com/rick/30min/embed', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['rick/30min#times', 'https://cal.com', 'rick/30min', 'https://cal.com/rick/30min'],
    ['rick/30min', 'http://127.0.0.1:5173/cal/', 'rick/30min', 'http://127.0.0.1:5173/cal/rick/30min'],
    ['http://127.0.0.1:5173/cal/rick/30min', 'http://127.0.0.1:5173/cal', 'rick/30min', 'http://127.0.0.1:5173/cal/rick/30min'],
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

  test.each([['', 'https://cal.com'], [' / ', 'https://cal.com'], ['https://', 'https://cal.com'], ['rick/30min', 'cal.com'], ['rick/30min', 'javascript:alert(1)']])(
    'nothing for "%s" below "%s"', (calLink, origin) => {
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
