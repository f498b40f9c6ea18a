import {expect, test} from 'vitest';
import {createHub} from '../../../src/proxy/live/hub.ts';

const view = (uid: string, seq: number) => ({uid, seq, at: '', cause: '', view: {state: 'accepted' as const, steps: []}});

test('a view goes to those who listen to its booking, in order, until they stop', () => {
  const hub = createHub();
  const heard: string[] = [];
  const stopFirst = hub.onView('u1', ({seq}) => heard.push(`first ${seq}`));
  hub.onView('u1', ({seq}) => heard.push(`second ${seq}`));
  hub.onView('u2', ({seq}) => heard.push(`other ${seq}`));

  hub.publish([view('u1', 1), view('u1', 2)]);
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
