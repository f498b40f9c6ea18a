import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Hono} from 'hono';
import {isBookingError} from '../../../src/core/model/error.ts';
import type {ProxyContext} from '../../../src/proxy/context.ts';
import {createHub} from '../../../src/proxy/live/hub.ts';
import {liveLimits} from '../../../src/proxy/settings/live-limits.ts';
import {createTokens} from '../../../src/proxy/live/tokens.ts';
import {liveRoutes} from '../../../src/proxy/routes/live.ts';
import {createMetrics} from '../../../src/proxy/observe/metrics.ts';
import {opsRoutes} from '../../../src/proxy/routes/ops.ts';
import {sessionRoutes} from '../../../src/proxy/routes/sessions.ts';
import {webhookRoutes} from '../../../src/proxy/routes/webhook.ts';
import type {Settings} from '../../../src/proxy/settings/settings.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {atOnce} from '../live/frames.ts';
import {secrets, sign, type Fixture} from './fixtures.ts';

export const signingKeys = [{kid: 'k1', secret: 'a-secret-of-the-test-suite-of-32-characters'}];
export const adminToken = 'admin-token-of-the-test-suite!';
export const startOfTime = Date.parse('2026-10-01T09:15:03.000Z');

/** The proxy's own half (store, webhooks, live, ops) on a data directory, without Cal.com. */
export interface System {
  context: ProxyContext;
  /** `server` is what Node's adapter passes beside the request. */
  request(path: string, init?: RequestInit, server?: object): Promise<Response>;
  /** Posts a body as it is, with the signature given or made. */
  post(body: string | Uint8Array<ArrayBuffer>, signature?: string): Promise<Response>;
  postFixture(fixture: Fixture): Promise<Response>;
  close(): Promise<void>;
}

/** Opens a system in `directory`; in one of its own, removed on close, without it. */
export function openSystem({directory, ...overrides}: Partial<ProxyContext> & {directory?: string} = {}): System {
  const data = directory ?? mkdtempSync(join(tmpdir(), 'booking-system-'));
  const now = overrides.now ?? (() => startOfTime);
  const context: ProxyContext = {
    settings: {
      webhookSecrets: secrets,
      signatureHeader: 'x-cal-signature-256',
      joinLinks: false,
      liveLimits,
      signingKeys,
      adminToken,
      allowedOrigins: [],
      dataDirectory: data,
    } as unknown as Settings,
    store: overrides.store ?? sqliteStore(data),
    tokens: createTokens(signingKeys, now),
    hub: createHub(atOnce),
    now,
    elapsed: now,
    log: {info() {}, warn() {}, error() {}},
    metrics: createMetrics(),
    isStopping: () => false,
    ...overrides,
  };
  const app = new Hono();
  for (const routes of [webhookRoutes, liveRoutes, sessionRoutes, opsRoutes]) app.route('/', routes(context));
  app.onError((error, c) =>
    isBookingError(error)
      ? c.json({error: {code: error.code, message: error.message}}, (error.status ?? 500) as 500)
      : c.text(String(error), 500),
  );
  const request: System['request'] = async (path, init, server) =>
    app.fetch(new Request(new URL(path, 'http://proxy.test'), init), server);
  const post: System['post'] = (body, signature = sign(body)) =>
    request('/webhooks/cal', {
      method: 'POST',
      body,
      headers: {'x-cal-signature-256': signature, 'content-type': 'application/json'},
    });
  return {
    context,
    request,
    post,
    postFixture: ({body, headers}) => post(body, headers['x-cal-signature-256']),
    async close() {
      context.hub.close();
      await context.store.close();
      if (!directory) rmSync(data, {recursive: true});
    },
  };
}
