import {expect, test} from 'vitest';
import {calls} from '../../../../src/proxy/observe/call.ts';
import {createLog} from '../../../../src/proxy/observe/log.ts';
import {createBudget} from '../../../../src/proxy/cal/upstream/budget.ts';
import {createUpstream, LostAnswer} from '../../../../src/proxy/cal/upstream/upstream.ts';
import type {CalRequest} from '../../../../src/core/cal/requests/requests.ts';

const read: CalRequest = {method: 'GET', path: '/v2/slots', query: {start: 'a b', end: 'c'}, version: '2024-09-04'};
const write: CalRequest = {
  method: 'POST',
  path: '/v2/bookings/uid-of-ann/cancel',
  body: {cancellationReason: 'private'},
  version: '2024-08-13',
};

function open(answer: () => Response | Promise<Response>) {
  const pauses: number[] = [];
  const made: {url: string; init: RequestInit; headers: Headers}[] = [];
  const lines: string[] = [];
  const upstream = createUpstream({
    settings: {calApiUrl: 'https://api.cal.test', calApiKey: 'cal_secret'},
    fetch: (async (url: string, init: RequestInit) => {
      made.push({url, init, headers: new Headers(init.headers)});
      return answer();
    }) as typeof fetch,
    now: () => 0,
    budget: createBudget({callsPerMinute: 100, now: () => 0, later: () => () => {}}),
    wait: async ms => void pauses.push(ms),
    log: createLog({write: line => void lines.push(line)}),
  });
  return {upstream, calls: made, lines, pauses};
}
const failing = (error: unknown) => open(() => Promise.reject(error));
const reset = new TypeError('fetch failed', {cause: Object.assign(new Error('private'), {code: 'ECONNRESET'})});
const late = new DOMException('private', 'TimeoutError');

test("a call carries the resource's version and an id of its own, and the key only when told to", async () => {
  const {upstream, calls} = open(() => Response.json({data: {}}));
  await upstream.send(read);
  await upstream.send(write, {withKey: true});

  expect(calls[0]!.url).toBe('https://api.cal.test/v2/slots?start=a+b&end=c');
  expect(Object.fromEntries(calls[0]!.headers)).toEqual({
    accept: 'application/json',
    'cal-api-version': '2024-09-04',
    'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
  });
  expect(calls[1]!.headers.get('authorization')).toBe('Bearer cal_secret');
  expect(calls[1]!.init.body).toBe('{"cancellationReason":"private"}');
});

test('a redirect is not followed', async () => {
  const {upstream, calls} = open(() => new Response(null, {status: 307, headers: {location: 'https://evil.example'}}));
  await expect(upstream.send(write, {withKey: true}), 'nobody knows who answers').rejects.toMatchObject({
    code: 'outcome_unknown',
    isOver: false,
  });
  expect(calls[0]!.init.redirect).toBe('manual');
});

test.each([
  ['a reset', reset],
  ['a time-out', late],
])('%s loses a read, and makes the outcome of a write unknown', async (_, error) => {
  await expect(failing(error).upstream.send(read)).rejects.toMatchObject({code: 'upstream_down', status: 502});
  const lost = await failing(error)
    .upstream.send(write)
    .catch((thrown: unknown) => thrown);
  expect(lost).toBeInstanceOf(LostAnswer);
  expect(lost).toMatchObject({code: 'outcome_unknown', isOver: false});
});

test('a write that Cal.com answered with a 5xx is over, and unknown; with something unreadable it may not even be over', async () => {
  await expect(
    open(() => Response.json({statusCode: 500, message: 'Internal server error'}, {status: 500})).upstream.send(write),
  ).rejects.toMatchObject({code: 'outcome_unknown', isOver: true});
  await expect(open(() => new Response('<html>', {status: 200})).upstream.send(write)).rejects.toMatchObject({
    code: 'outcome_unknown',
    isOver: false,
  });
  await expect(open(() => new Response('<html>', {status: 200})).upstream.send(read)).rejects.toMatchObject({
    code: 'upstream_shape',
  });
});

test('a gateway that stopped waiting says nothing about Cal.com behind it', async () => {
  await expect(open(() => new Response('<html>', {status: 504})).upstream.send(write)).rejects.toMatchObject({
    code: 'outcome_unknown',
    isOver: false,
  });
  await expect(open(() => new Response('', {status: 408})).upstream.send(write)).rejects.toMatchObject({
    code: 'outcome_unknown',
    isOver: false,
  });
});

test('a read that fails for a moment is repeated after growing pauses that differ each time, a write never is', async () => {
  let count = 0;
  const {upstream, pauses} = open(() =>
    count++ < 2 ? new Response('busy', {status: 503}) : Response.json({data: 'there'}),
  );
  expect(await upstream.send(read)).toEqual({data: 'there'});
  expect(pauses[0]).toBeGreaterThanOrEqual(125);
  expect(pauses[0]).toBeLessThanOrEqual(375);
  expect(pauses[1]).toBeGreaterThanOrEqual(375);
  expect(pauses[1]).toBeLessThanOrEqual(1_125);

  const broken = failing(reset);
  await broken.upstream.send(write).catch(() => {});
  expect(broken.calls).toHaveLength(1);
});

test('a refusal is not asked for again', async () => {
  const {upstream, calls} = open(() =>
    Response.json(
      {status: 'error', error: {code: 'NotFoundException', message: 'Event Type not found'}},
      {status: 404},
    ),
  );
  await expect(upstream.send(read)).rejects.toMatchObject({code: 'not_found'});
  expect(calls).toHaveLength(1);
});

test('a call carries the id of the request it is made for', async () => {
  const {upstream, calls: sent} = open(() => Response.json({data: {}}));
  await calls.run({requestId: 'request-17', visitor: ''}, () => upstream.send(read));
  expect(sent[0]!.headers.get('x-request-id')).toBe('request-17');
});

test('a refused connection did nothing', async () => {
  const refused = new TypeError('fetch failed', {cause: Object.assign(new Error(), {code: 'ECONNREFUSED'})});
  await expect(failing(refused).upstream.send(write)).rejects.toMatchObject({code: 'upstream_down'});
});

test('a 429 keeps the calls of the same bucket back, and no others', async () => {
  let count = 0;
  const {upstream, calls} = open(() =>
    count++ === 0
      ? Response.json({error: {code: 'ThrottlerException', message: 'ThrottlerException'}}, {status: 429})
      : Response.json({data: {}}),
  );
  await expect(upstream.send(read, {withKey: true})).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 60,
  });
  await expect(upstream.send(read, {withKey: true})).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 60,
  });
  await upstream.send(read);
  expect(calls).toHaveLength(2);
});

test('the log says what failed without what was sent', async () => {
  const {upstream, lines} = failing(reset);
  await upstream.send(write).catch(() => {});
  expect(JSON.parse(lines[0]!)).toMatchObject({
    call: 'POST /v2/bookings/:uid/cancel',
    code: 'outcome_unknown',
    reason: 'ECONNRESET',
  });
  expect(lines.join('')).not.toMatch(/private|uid-of-ann|cal_secret/);
});

test('an answer without end is given up after 4 MB, however small it came over the network', async () => {
  let sent = 0;
  const endless = () => {
    const zeros = new Uint8Array(1024 * 1024).fill(32);
    return new Response(new ReadableStream<Uint8Array>({pull: controller => ((sent += 1), controller.enqueue(zeros))}));
  };
  await expect(open(endless).upstream.send(read)).rejects.toMatchObject({code: 'upstream_shape', status: 502});
  expect(sent).toBeLessThan(8);
  await expect(open(endless).upstream.send(write)).rejects.toMatchObject({code: 'outcome_unknown', isOver: true});
});
