import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openProxy, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({trustedProxies: 1})));
afterEach(() => system.close());

describe('whoever asks for pages too often', () => {
  test('gets a page in the own language that says when to try again, and the form after that', async () => {
    const visitor = {'accept-language': 'de', 'x-forwarded-for': '203.0.113.7'};
    for (let turn = 1; turn < 600; turn += 1) await system.get('/form', visitor);
    expect((await system.get('/form?cal-link=rick/30min', visitor)).status).toBe(200);
    const refused = await system.get('/form?cal-link=rick/30min', visitor);

    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('text/html');
    expect(refused.headers.get('content-security-policy')).toContain("style-src 'sha256-");
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toContain('lang="de"');
    expect(refused.text).toContain('href="form?cal-link=rick/30min"');
    for (const other of [
      await system.request('/form', {
        method: 'POST',
        body: new URLSearchParams({step: 'book'}),
        headers: {origin: 'http://proxy.test', ...visitor},
      }),
      await system.get('/form', visitor),
    ]) {
      expect(other.status).toBe(429);
      expect(other.text).toMatch(/^<!doctype html>/i);
    }

    await system.advance(61_000);
    expect((await system.get('/form?cal-link=rick/30min', visitor)).status).toBe(200);
  });
});
