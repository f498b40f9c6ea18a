import {expect, test} from 'vitest';
import {createHub} from '../../../src/proxy/live/hub.ts';
import {stoppedClock} from '../../client/live/live-server.ts';

const view = (uid: string, seq: number) => ({
  uid,
  seq,
  at: '',
  cause: '',
  view: {state: 'accepted' as const, steps: []},
});

test('a view goes to those who listen to its booking, in order, until they stop', () => {
  const clock = stoppedClock();
  const hub = createHub(clock.after);
  const heard: string[] = [];
  const stopFirst = hub.onView('u1', ({seq}) => heard.push(`first ${seq}`));
  hub.onView('u1', ({seq}) => heard.push(`second ${seq}`));
  hub.onView('u2', ({seq}) => heard.push(`other ${seq}`));

  for (const seq of [1, 2]) {
    hub.publish([view('u1', seq)]);
    clock.advance(250);
  }
  stopFirst();
  stopFirst();
  hub.publish([view('u1', 3)]);

  expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2', 'second 3']);
  expect(hub.size()).toEqual({streams: 0, listeners: 2});
});

test('a session is woken alone', () => {
  const hub = createHub();
  const woken: string[] = [];
  hub.onWake('r1', () => woken.push('r1'));
  hub.onWake('r2', () => woken.push('r2'));
  hub.wake('r1');
  hub.wake('r3');

  expect(woken).toEqual(['r1']);
});

test('closing ends the streams that joined and have not left', () => {
  const hub = createHub();
  const ended: string[] = [];
  hub.join(() => ended.push('a'));
  hub.join(() => ended.push('b'))();
  expect(hub.size().streams).toBe(1);
  hub.close();

  expect(ended).toEqual(['a']);
});

test('of a burst the first view is told at once and the last when a quarter of a second is over', () => {
  const clock = stoppedClock();
  const hub = createHub(clock.after);
  const heard: [seq: number, since: number][] = [];
  hub.onView('u1', ({seq}, since) => heard.push([seq, since]));

  hub.publish([view('u1', 1), view('u1', 2)]);
  hub.publish([view('u1', 3)]);
  expect(heard).toEqual([[1, 0]]);
  expect(hub.lastSent('u1'), 'what is about to be told').toBe(3);

  clock.advance(249);
  expect(heard).toEqual([[1, 0]]);
  clock.advance(1);
  expect(heard).toEqual([
    [1, 0],
    [3, 1],
  ]);

  hub.publish([view('u1', 4)]);
  clock.advance(250);
  clock.advance(250);
  hub.publish([view('u1', 5)]);
  expect(heard.slice(2)).toEqual([
    [4, 3],
    [5, 4],
  ]);
});

test('a burst of one booking holds up no other', () => {
  const hub = createHub(stoppedClock().after);
  const heard: string[] = [];
  for (const uid of ['u1', 'u2']) hub.onView(uid, ({seq}) => heard.push(`${uid} ${seq}`));

  hub.publish([view('u1', 1), view('u1', 2), view('u2', 1)]);

  expect(heard).toEqual(['u1 1', 'u2 1']);
});

test('a booking nobody listens to any more leaves no timer', () => {
  const clock = stoppedClock();
  const hub = createHub(clock.after);
  const stop = hub.onView('u1', () => {});
  hub.publish([view('u1', 1), view('u1', 2)]);
  expect(clock.pending()).toEqual([250]);
  stop();

  expect(clock.pending()).toEqual([]);
});
