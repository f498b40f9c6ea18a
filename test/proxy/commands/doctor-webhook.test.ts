import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {settings} from '../mount/package.ts';
import {openCommands, told, type Commands} from './system.ts';

let commands: Commands;
beforeEach(async () => void (commands = await openCommands()));
afterEach(() => commands.close());

async function registered(change: Record<string, string> = {}): Promise<string> {
  const base = await commands.startProxy(change);
  await commands.webhook(['register', '--url', base]);
  return base;
}
const webhook = () => commands.cal.cal.world.webhooks[0]!;

describe('a webhook that is wrong is told with the command that puts it right', () => {
  const again = (base: string) => `→ booking-proxy webhook register --url ${base}/webhooks/cal`;

  test('none at all', async () => {
    const {code, out} = await commands.doctor();
    expect(code).toBe(1);
    expect(told(out, 'webhook')).toBe(
      `✗ webhook     No proxy webhook is registered in Cal.com: live updates would not work. → booking-proxy webhook register --url https://book.example.com, with the public URL of the proxy.`,
    );
  });

  test('none at the address that was asked for', async () => {
    await registered();
    const {out} = await commands.doctor(['--url', 'https://book.example.invalid']);
    expect(told(out, 'webhook')).toContain('https://book.example.invalid/webhooks/cal is not registered in Cal.com');
  });

  test.each([
    ['disabled', {active: false}, 'is disabled in Cal.com'],
    ['without a secret', {secret: null}, 'has no secret in Cal.com'],
    ['with another secret', {secret: 'another'}, 'has a secret in Cal.com that is not in CAL_WEBHOOK_SECRETS'],
    ['with a template', {payloadTemplate: '{"a":1}'}, 'has a payload template in Cal.com'],
    [
      'with few triggers',
      {triggers: ['BOOKING_CREATED', 'BOOKING_PAID', 'BOOKING_CANCELLED']},
      'does not send BOOKING_RESCHEDULED, BOOKING_REQUESTED, BOOKING_REJECTED',
    ],
  ])('%s', async (_name, change, words) => {
    const base = await registered();
    Object.assign(webhook(), change);
    const {code, out} = await commands.doctor();
    expect(code).toBe(1);
    expect(told(out, 'webhook')).toContain(words);
    expect(told(out, 'webhook')).toContain(again(base));
  });

  test('with an older secret it works, and is a warning', async () => {
    const base = await registered();
    const {code, out} = await commands.doctor([], {
      CAL_WEBHOOK_SECRETS: `the-new-secret-of-the-webhook,${settings.CAL_WEBHOOK_SECRETS}`,
    });
    expect(told(out, 'webhook')).toContain(`! webhook     ${base}/webhooks/cal is registered with an older secret.`);
    // The proxy that runs does not know the new one yet.
    expect(told(out, 'ping')).toContain('answers, but rejects the signature');
    expect(code).toBe(1);
  });
});

describe("what answers at the webhook's address is looked at", () => {
  async function at(handler: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(handler).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await commands.webhook(['register', '--url', base]);
    const {out} = await commands.doctor();
    server.closeAllConnections();
    server.close();
    return told(out, 'ping');
  }

  test('nothing', async () => {
    await commands.webhook(['register', '--url', 'http://127.0.0.1:9']);
    expect(told((await commands.doctor()).out, 'ping')).toContain(
      '✗ ping        http://127.0.0.1:9/webhooks/cal could not be reached from here. → start the proxy there',
    );
  });

  test('a redirect', async () => {
    expect(
      await at((_request, response) => void response.writeHead(301, {location: 'https://elsewhere.example'}).end()),
    ).toContain('answers with a redirect, which Cal.com does not follow');
  });

  test('something else', async () => {
    expect(await at((_request, response) => void response.end('<html>hello</html>'))).toContain(
      'answers, but not as a booking proxy',
    );
  });

  test('one that takes what nobody signed', async () => {
    expect(await at((_request, response) => void response.end('{"status": "success"}'))).toContain(
      'accepts wrong signatures',
    );
  });

  test('one that tells pages another address', async () => {
    const base = await registered({BOOKING_PUBLIC_URL: 'http://10.0.0.1:8787'});
    const {code, out} = await commands.doctor();
    expect(code).toBe(1);
    expect(told(out, 'address')).toBe(
      `✗ address     Browsers are sent to the live stream at http://10.0.0.1:8787/live instead of ${base}/live. → set BOOKING_PUBLIC_URL=${base} there.`,
    );
  });
});
