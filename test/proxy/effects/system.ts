import {createServer, type IncomingHttpHeaders, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {openProxy, settings, type Answer, type ProxySystem} from '../cal/system.ts';
import {payloadOf, sign} from '../webhooks/fixtures.ts';
import type {ProxyOptions} from '../../../src/proxy/proxy.ts';

/** What a receiver got. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody else's server, such as n8n or a CRM. */
export interface Receiver {
  /** `host:port`. */
  host: string;
  received: Received[];
  /** The status of its answers, and the headers with it. */
  answer: {status: number; headers?: Record<string, string>};
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answer: Receiver['answer'] = {status: 200};
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString()});
      response.writeHead(answer.status, answer.headers).end('{"ok":true}');
    });
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer,
    close: () => new Promise(resolve => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

/** A proxy with effects, before the stand-in. */
export interface EffectSystem extends ProxySystem {
  /** Posts a webhook with Cal.com's signature. */
  deliver(webhook: object): Promise<Answer>;
  /** Resolves once `check` is true; meanwhile nothing but what is due at once happens. */
  until(check: () => boolean | Promise<boolean>): Promise<void>;
}

export const effectSecret = 'the-secret-of-effects-in-the-test-suite';

export function openEffects(
  effects: NonNullable<ProxyOptions['effects']>,
  receivers: readonly Receiver[] = [],
  overrides: Partial<ProxyOptions> = {},
): EffectSystem {
  const system = openProxy({
    effects,
    environment: {N8N_SECRET: effectSecret},
    privateTargets: receivers.map(({host}) => host),
    ...overrides,
  });
  return {
    ...system,
    deliver(webhook) {
      const body = JSON.stringify(webhook);
      return system.request('/webhooks/cal', {
        method: 'POST',
        body,
        headers: {'content-type': 'application/json', 'x-cal-signature-256': sign(body, settings.webhookSecrets[0])},
      });
    },
    async until(check) {
      const end = performance.now() + 20_000;
      while (!(await check())) {
        if (performance.now() > end) throw new Error(`This never happened: ${String(check)}`);
        await system.advance(0);
      }
    },
  };
}

/** A webhook about a booking, which is made up unless `uid` names one of the stand-in's. */
export function webhook(trigger: string, uid: string, payload: Record<string, unknown> = {}): object {
  const {payload: made} = payloadOf('BOOKING_CREATED');
  return {
    triggerEvent: trigger,
    createdAt: '2026-11-23T08:00:00.000Z',
    payload: {...made, uid, iCalUID: `${uid}@cal.example.com`, ...payload},
  };
}
