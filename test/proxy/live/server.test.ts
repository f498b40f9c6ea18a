import {once} from 'node:events';
import {connect, type AddressInfo} from 'node:net';
import {serve, type ServerType} from '@hono/node-server';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {openSystem, type System} from '../webhooks/system.ts';
import {readFrames} from './frames.ts';

const uid = 'u1';
let system: System;
let server: ServerType;
let port: number;

/** A `Response`'s body, which every server knows, and Node's own response. */
const ways: [name: string, passOn: boolean][] = [
  ['through a Response', false],
  ['into Node’s own response', true],
];

describe.each(ways)('a stream written %s', (_name, passOn) => {
  beforeEach(async () => {
    system = openSystem();
    server = serve({
      fetch: (request, env) =>
        system.request(request.url, {method: request.method, headers: request.headers}, passOn ? env : undefined),
      hostname: '127.0.0.1',
      port: 0,
    });
    await once(server, 'listening');
    ({port} = server.address() as AddressInfo);
  });
  afterEach(async () => {
    await system.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise(done => server.close(done));
    vi.restoreAllMocks();
  });

  const streams = () => system.context.hub.size().streams;

  async function openStream(signal?: AbortSignal): Promise<Response> {
    const headers = {authorization: `Bearer ${await system.context.tokens.mint({uid})}`};
    return fetch(`http://127.0.0.1:${port}/live`, {headers, ...(signal ? {signal} : {})});
  }

  test('a client whose socket is stuck is cut off, and the others go on', async () => {
    // The server's adapter reports the broken stream on the console.
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const stuck = connect(port, '127.0.0.1')
      .on('error', () => {})
      .pause();
    stuck.write(
      `GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${await system.context.tokens.mint({uid})}\r\n\r\n`,
    );
    const quick = readFrames((await openStream()).body!);
    await quick.next();
    await vi.waitFor(() => expect(streams()).toBe(2));

    let seq = 0;
    while (streams() === 2 && seq < 1000) {
      seq += 1;
      system.context.hub.publish([
        {
          uid,
          seq,
          at: '',
          cause: '',
          view: {uid, state: 'accepted', steps: [{name: `${seq} ${'x'.repeat(32 * 1024)}`, status: 'done'}]},
        },
      ]);
      expect(await quick.next()).toMatchObject({seq});
    }

    expect(streams()).toBe(1);
    if (!passOn) await vi.waitFor(() => expect(reported).toHaveBeenCalledOnce());
    stuck.destroy();
    system.context.hub.publish([{uid, seq: seq + 1, at: '', cause: '', view: {uid, state: 'accepted', steps: []}}]);
    expect(await quick.next()).toMatchObject({seq: seq + 1, view: {state: 'accepted'}});
  }, 30_000);

  test('a client that hangs up is forgotten', async () => {
    const stop = new AbortController();
    await openStream(stop.signal);
    await vi.waitFor(() => expect(streams()).toBe(1));
    stop.abort();

    await vi.waitFor(() => expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0}));
  });

  test('its headers are those of every answer and its own', async () => {
    const response = await openStream();

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    await response.body!.cancel();
  });

  test.runIf(passOn)('each frame is one write: what ends the stream is the connection, not a chunk', async () => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write(
      `GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${await system.context.tokens.mint({uid})}\r\n\r\n`,
    );
    let heard = '';
    socket.on('data', text => (heard += text));
    await vi.waitFor(() => expect(heard).toContain('event: snapshot'));

    const [head, body] = heard.split('\r\n\r\n') as [string, string];
    expect(head).not.toMatch(/transfer-encoding|content-length/i);
    expect(body).toMatch(/^retry: 3000\n\nid: 0\nevent: snapshot\n/);
    const ended = once(socket, 'end');
    system.context.hub.close();
    await ended;
  });

  test('it ends when the server stops', async () => {
    const stream = readFrames((await openStream()).body!);
    await stream.next();
    system.context.hub.close();

    expect(await stream.rest()).toEqual([]);
    expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0});
  });

  test('who asks for its head only opens nothing', async () => {
    const headers = {authorization: `Bearer ${await system.context.tokens.mint({uid})}`};
    const response = await fetch(`http://127.0.0.1:${port}/live`, {method: 'HEAD', headers});

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(streams()).toBe(0);
  });
});
