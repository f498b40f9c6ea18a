import {expect, test, vi} from 'vitest';
import {listen} from './listen.ts';

/** A connection to a server whose streams something holds back: their headers come, and nothing else. */
async function listenBehindAWall() {
  const all = await listen();
  const {server, clock, heard} = all;
  (await server.visit()).accept();
  await heard('connecting', 'open');
  clock.advance(12_000);
  await heard('connecting', 'open', 'lost');
  clock.advance(1000);
  return all;
}

test('where streams are held back the state is asked for, less and less often while nothing happens', async () => {
  const {server, clock, heard} = await listenBehindAWall();
  const pauses: number[] = [];
  for (const [id, state] of [
    ['1', 'pending'],
    ['1', 'pending'],
    ['1', 'pending'],
    ['2', 'accepted'],
    ['uid:1', 'cancelled'],
  ] as const) {
    const visit = await server.visit();
    expect(visit.headers.accept).toBe('application/json');
    visit.json({event: 'snapshot', id, seq: Number(id.at(-1)), view: {uid: id.split(':')[0], state, steps: []}});
    await vi.waitFor(() => expect(clock.pending()[0]).toBeLessThan(12_000));
    pauses.push(...clock.pending());
    clock.advance(12_000);
  }

  expect(pauses).toEqual([5000, 7500, 11_250, 5000, 5000]);
  await heard('connecting', 'open', 'lost', 'open', 'snapshot pending', 'snapshot accepted', 'snapshot cancelled');
  expect((await server.visit()).headers['last-event-id']).toBe('uid:1');
});

test('where the state is asked for, an expired token is renewed, and streams are tried again after five minutes', async () => {
  const {server, clock, renew} = await listenBehindAWall();
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);
  const visit = await server.visit();
  expect(renew).toHaveBeenCalledOnce();
  expect(visit.headers).toMatchObject({accept: 'application/json', authorization: 'Bearer second'});
  visit.json({event: 'snapshot', id: '1', seq: 1, view: {state: 'pending', steps: []}});
  await vi.waitFor(() => expect(clock.pending()).toEqual([5000]));

  clock.advance(300_000);

  expect((await server.visit()).headers.accept).toBe('text/event-stream');
});
