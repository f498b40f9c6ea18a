import {expect, test} from 'vitest';
import {toView} from '../../../src/core/state/facts.ts';
import {isNews} from '../../../src/proxy/store/news.ts';

const at = '2026-10-01T09:00:00.000Z';
const later = '2026-10-01T09:00:00.007Z';
const accepted = toView('u1', {acceptedAt: at, start: {at, value: at}});

test('another state, another time of the meeting and another step are news', () => {
  expect(isNews(toView('u1', {}), accepted)).toBe(true);
  expect(isNews(accepted, toView('u1', {acceptedAt: at, start: {at, value: later}}))).toBe(true);
  expect(isNews(accepted, toView('u1', {acceptedAt: at, start: {at, value: at}, startedAt: at}))).toBe(true);
  expect(isNews(toView('u1', {cancelledAt: at}), toView('u1', {cancelledAt: at, rescheduleExpected: true}))).toBe(true);
  expect(isNews(accepted, {...accepted, end: later})).toBe(true);
  expect(isNews(accepted, {...accepted, joinUrl: 'https://meet.example/1'})).toBe(true);
  expect(isNews({...accepted, rescheduledTo: 'u2'}, {...accepted, rescheduledTo: 'u3'})).toBe(true);
  expect(isNews(accepted, {...accepted, uid: 'u2'})).toBe(true);
  expect(isNews({...accepted, steps: [{name: 'confirmed', status: 'waiting', at}]}, accepted)).toBe(true);
  expect(isNews(accepted, {...accepted, steps: []})).toBe(true);
});

test('another time of the same step is none, but the first one is', () => {
  expect(isNews(toView('u1', {impliedAt: at}), toView('u1', {impliedAt: at, acceptedAt: at}))).toBe(true);
  expect(isNews(accepted, toView('u1', {acceptedAt: later, start: {at, value: at}}))).toBe(false);
  expect(isNews(accepted, {...accepted, end: undefined})).toBe(false);
});
