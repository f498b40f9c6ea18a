import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';

type State = '[*]' | 'in_progress' | 'done';

const early = '2026-11-20T10:00:00.000Z';
const late = '2026-11-20T10:05:00.000Z';
const memo = {asked: 'asked', note: 'note'};

const reach: Record<State, (store: Store, key: string) => Promise<unknown>> = {
  '[*]': async () => {},
  in_progress: (store, key) => store.startAttempt(key, 'hash', early, memo),
  async done(store, key) {
    await store.startAttempt(key, 'hash', early, memo);
    await store.finishAttempt(key, 201, '{}');
  },
};

const transitions: Record<string, (store: Store, key: string) => Promise<unknown>> = {
  start: (store, key) => store.startAttempt(key, 'hash', late, memo),
  'take over': (store, key) => store.takeOverAttempt(key, early, late),
  finish: (store, key) => store.finishAttempt(key, 201, '{"second": true}'),
  forget: (store, key) => store.forgetAttempt(key),
};

async function stateOf(store: Store, key: string): Promise<State> {
  if ((await store.recallAttempt(key, memo.asked)) !== undefined) return 'done';
  const open = await store.openAttempts(late, 100);
  return open.some(attempt => attempt.key === key) ? 'in_progress' : '[*]';
}

test('the diagram of a booking attempt shows each transition the store makes, and no other', async () => {
  const readme = readFileSync('src/proxy/book/README.md', 'utf8');
  const drawn = [...readme.matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].map(match => match.slice(1, 4).join(' | '));
  const directory = mkdtempSync(join(tmpdir(), 'attempt-'));
  const store = sqliteStore(directory);
  const made: string[] = [];
  for (const [state, begin] of Object.entries(reach)) {
    for (const [name, apply] of Object.entries(transitions)) {
      const key = `${state} ${name}`;
      await begin(store, key);
      expect(await stateOf(store, key)).toBe(state);
      await apply(store, key);
      const next = await stateOf(store, key);
      // What does nothing to an attempt that is not there is no transition.
      if (state !== '[*]' || next !== '[*]') made.push([state, next, name].join(' | '));
    }
  }
  await store.close();
  rmSync(directory, {recursive: true});
  expect(made.toSorted()).toEqual(drawn.toSorted());
});
