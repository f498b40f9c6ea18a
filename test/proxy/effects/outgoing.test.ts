import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, expect, test} from 'vitest';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import {isPublic} from '../../../src/proxy/effects/outgoing/addresses.ts';
import {createOutgoing, type OutgoingOptions} from '../../../src/proxy/effects/outgoing/outgoing.ts';

const now = () => Date.parse('2026-10-01T09:00:00.000Z');
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on the loopback address; returns `host:port`. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function failure(url: string, options: Partial<OutgoingOptions> = {}): Promise<EffectError> {
  return createOutgoing({privateHosts: [], now, ...options})
    .send({method: 'POST', url, body: '{}'})
    .then(
      ({status}) => {
        throw new Error(`It was answered with ${status}.`);
      },
      (error: EffectError) => error,
    );
}

/** An outgoing door that may call the server. */
const open = (host: string, options: Partial<OutgoingOptions> = {}) =>
  createOutgoing({privateHosts: [host], now, ...options});

describe('private addresses are refused', () => {
  test.each([
    'https://127.0.0.1/x',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
  ])('%s', async url => {
    expect(await failure(url)).toMatchObject({message: expect.stringContaining('private address'), isFinal: true});
  });

  test('a name is refused if any of its addresses is private, whatever its first one is', async () => {
    const addresses = [
      {address: '93.184.215.14', family: 4},
      {address: '10.0.0.1', family: 4},
    ];
    const error = await failure('https://rebind.example/', {lookup: (_, done) => done(null, addresses)});

    expect(error.message).toBe(
      'rebind.example has a private address, which effects must not call: list the host in BOOKING_PRIVATE_TARGETS ' +
        'if it is yours.',
    );
  });

  test('public addresses are let through', () => {
    for (const address of ['1.1.1.1', '93.184.215.14', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])
      expect(isPublic(address), address).toBe(true);
    for (const address of ['', 'example.com', '::', '::1', '2001:db8::1', '255.255.255.255', 'ff02::1'])
      expect(isPublic(address), address).toBe(false);
  });

  test('a server without TLS has to be listed', async () => {
    expect(await failure('http://example.com/')).toMatchObject({
      message: expect.stringContaining('without TLS'),
      isFinal: true,
    });
  });
});

test('a listed server is called, with its port or without', async () => {
  const host = await serve((request, response) => response.end(`${request.method} ${request.headers['x-test']}`));

  for (const listed of [host, '127.0.0.1']) {
    const answer = await open(listed).send({
      method: 'POST',
      url: `http://${host}/x`,
      headers: {'x-test': 'yes'},
      body: '{}',
    });
    expect(answer).toMatchObject({status: 200, text: 'POST yes'});
  }
  expect((await failure(`http://${host}/x`, {privateHosts: ['127.0.0.1:1']})).message).toMatch('without TLS');
});

test('a redirect is not followed, wherever it leads', async () => {
  let hits = 0;
  const target = await serve((_, response) => (hits++, response.end()));
  const host = await serve((_, response) => response.writeHead(307, {location: `http://${target}/`}).end());
  const error = await failure(`http://${host}/`, {privateHosts: [host, target]});

  expect(error.message).toBe(`${host} redirects (307), which is not followed: use the final URL.`);
  expect(hits).toBe(0);
});

test.each([
  [429, '30', 30_000],
  [503, 'Thu, 01 Oct 2026 09:02:00 GMT', 120_000],
  [503, 'soon', 0],
  [500, '30', 0],
])('an answer of %i with Retry-After %s asks for %i ms', async (status, retryAfter, retryAfterMs) => {
  const host = await serve((_, response) => response.writeHead(status, {'retry-after': retryAfter}).end('Ann'));

  expect(await failure(`http://${host}/secret-path`, {privateHosts: [host]})).toMatchObject({
    message: `${host} answered with ${status}.`,
    status,
    retryAfterMs,
    isFinal: false,
  });
});

test('a URL that is gone is not tried again', async () => {
  const host = await serve((_, response) => response.writeHead(410).end());

  expect(await failure(`http://${host}/`, {privateHosts: [host]})).toMatchObject({status: 410, isFinal: true});
});

test('a server that does not answer, breaks off or is not there is told apart', async () => {
  const silent = await serve(() => {});
  const broken = await serve((_, response) => response.destroy());

  expect((await failure(`http://${silent}/`, {privateHosts: [silent], timeoutMs: 50})).message).toBe(
    `${silent} did not answer within 0.05 s.`,
  );
  expect((await failure(`http://${broken}/`, {privateHosts: [broken]})).message).toBe(
    `${broken} could not be reached (ECONNRESET).`,
  );
  expect((await failure('http://127.0.0.1:1/', {privateHosts: ['127.0.0.1:1']})).message).toBe(
    '127.0.0.1:1 could not be reached (ECONNREFUSED).',
  );
});

test('an endless answer is read no further than 64 kB', async () => {
  const host = await serve((_, response) => {
    const write = () => void (response.destroyed || (response.write('x'.repeat(10_000)), setImmediate(write)));
    write();
  });
  const {text} = await open(host).send({method: 'POST', url: `http://${host}/`, body: '{}'});

  expect(text.length).toBe(64 * 1024);
});

test('a call ends with its run', async () => {
  const host = await serve(() => stop.abort(new EffectError('The run was cancelled.')));
  const stop = new AbortController();

  await expect(
    open(host).send({method: 'POST', url: `http://${host}/`, body: '{}', signal: stop.signal}),
  ).rejects.toThrow('The run was cancelled.');
});
