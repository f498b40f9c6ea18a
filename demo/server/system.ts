import {randomBytes} from 'node:crypto';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createCal, type Cal} from '../../mocks/cal.ts';
import {createProxy, type Proxy} from '../../src/proxy/proxy.ts';
import {createTraffic, type Traffic} from './traffic.ts';

/** Everything behind the demo pages. `cal` is absent when the real Cal.com is used. */
export interface DemoSystem {
  proxy: Proxy;
  cal?: Cal;
  traffic: Traffic;
  /** What the pages have to know. */
  config: {origin: string; api: string; calLink: string; standIn: boolean};
  /** Confirms the booking whose uid the query names, as the shop does that was paid. */
  confirmPaid(query: string): Promise<void>;
  /** The link with which the visitor changes the booking whose uid the query names, as a shop's mail holds it. */
  manageLink(query: string): Promise<Response>;
}

const webhookSecret = 'whsec_demo_only';
const secret = () => randomBytes(32).toString('hex');
const quiet = () => {};

/** The stand-in Cal.com, mounted under `/cal` of the same server. */
function openStandIn(address: string): Cal {
  return createCal({
    origin: address,
    basePath: '/cal',
    webhookMode: 'hosted',
    retryScale: 0.1,
    webhooks: [{subscriberUrl: `${address}/webhooks/cal`, secret: webhookSecret}],
  });
}

/** Starts the proxy beside the stand-in, or beside the real Cal.com when the environment holds a key. */
export function openSystem(address: string, origins: string[], environment: NodeJS.ProcessEnv): DemoSystem {
  const key = environment['CAL_API_KEY'];
  const traffic = createTraffic();
  const cal = key ? undefined : openStandIn(address);
  cal?.onLog(entry => traffic.add(entry));
  const adminToken = environment['BOOKING_ADMIN_TOKEN'] ?? secret();
  const proxy = createProxy({
    calApiUrl: cal ? `${address}/cal` : (environment['CAL_API_URL'] ?? 'https://api.cal.com'),
    calApiKey: key ?? 'cal_demo_key',
    webhookSecrets: environment['CAL_WEBHOOK_SECRETS'] ?? (cal ? webhookSecret : secret()),
    allowedOrigins: origins,
    eventTypes: environment['BOOKING_EVENT_TYPES'] ?? '*',
    signingKeys: environment['BOOKING_SIGNING_KEYS'] ?? `demo:${secret()}`,
    adminToken,
    manageUrl: `${address}/status`,
    dataDirectory: key ? (environment['BOOKING_DATA'] ?? './data') : mkdtempSync(join(tmpdir(), 'booking-demo-')),
    log: {info: quiet, warn: message => console.warn(message), error: message => console.error(message)},
  });
  const calLink = environment['DEMO_CAL_LINK'] ?? (cal ? 'rick/approval' : '');
  const api = cal ? `${address}/cal` : (environment['CAL_API_URL'] ?? 'https://api.cal.com');
  return {
    async confirmPaid(query) {
      const uid = encodeURIComponent(new URLSearchParams(query).get('uid') ?? '');
      const response = await fetch(`${api}/v2/bookings/${uid}/confirm`, {
        method: 'POST',
        headers: {authorization: `Bearer ${key ?? 'cal_demo_key'}`, 'cal-api-version': '2024-08-13'},
      });
      if (!response.ok) throw new Error(`Cal.com answered ${response.status}.`);
    },
    manageLink(query) {
      const uid = encodeURIComponent(new URLSearchParams(query).get('uid') ?? '');
      return proxy.fetch(
        new Request(`${address}/ops/api/bookings/${uid}/manage-link`, {
          method: 'POST',
          headers: {authorization: `Bearer ${adminToken}`, 'content-type': 'application/json'},
          body: '{}',
        }),
      );
    },
    proxy,
    ...(cal ? {cal} : {}),
    traffic,
    config: {
      origin: cal ? `${address}/cal` : 'https://cal.com',
      api: cal ? `${address}/cal` : 'https://api.cal.com',
      calLink,
      standIn: Boolean(cal),
    },
  };
}
