import {DatabaseSync} from 'node:sqlite';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createGroupCommit, type GroupCommit} from '../../../src/proxy/store/group-commit.ts';

let database: DatabaseSync;
let group: GroupCommit;
let statements: string[];

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE things (name TEXT PRIMARY KEY) STRICT');
  statements = [];
  const exec = database.exec.bind(database);
  database.exec = sql => {
    statements.push(sql);
    exec(sql);
  };
  group = createGroupCommit(database);
});
afterEach(() => database.isOpen && database.close());

const add = (name: string) => () => Number(database.prepare('INSERT INTO things VALUES (?)').run(name).changes);
const names = () =>
  database
    .prepare('SELECT name FROM things ORDER BY name')
    .all()
    .map(row => row['name']);
const commits = () => statements.filter(sql => sql === 'COMMIT').length;

test('those who come together wait for the disk once, and each gets its own result', async () => {
  const results = await Promise.all([group.run(add('a')), group.run(() => 'something else'), group.run(add('b'))]);

  expect(results).toEqual([1, 'something else', 1]);
  expect([names(), commits()]).toEqual([['a', 'b'], 1]);
  await group.run(add('c'));
  expect(commits()).toBe(2);
});

test('as long as each turn of the event loop brings somebody new, all of them wait for the disk together', async () => {
  const runs: Promise<number>[] = [];
  await new Promise<void>(resolve => {
    (function next(left: number) {
      runs.push(group.run(add(`turn ${left}`)));
      if (left > 0) setImmediate(next, left - 1);
      else resolve();
    })(4);
  });
  await Promise.all(runs);
  expect([names().length, commits()]).toEqual([5, 1]);
});

test('a group does not grow without end', async () => {
  const runs: Promise<number>[] = [];
  let isDone = false;
  void group.run(add('first')).then(() => (isDone = true));
  await new Promise<void>(resolve => {
    (function next(count: number) {
      runs.push(group.run(add(String(count))));
      if (isDone) resolve();
      else setImmediate(next, count + 1);
    })(0);
  });
  expect(runs.length).toBeGreaterThan(30);
  await Promise.all(runs);
});

test('nothing is told before it is durable', async () => {
  let isTold = false;
  const run = group.run(add('a')).then(() => (isTold = true));
  const exec = database.exec;
  database.exec = sql => {
    if (sql === 'COMMIT') expect(isTold).toBe(false);
    exec(sql);
  };
  await run;
  expect(isTold).toBe(true);
});

test('work that fails leaves nothing behind, and that of the others is done', async () => {
  const results = await Promise.allSettled([
    group.run(add('a')),
    group.run(() => add('b')() + add('a')()),
    group.run(add('c')),
  ]);

  expect(results.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(names()).toEqual(['a', 'c']);
});

test('when the disk fails everybody hears of it, and nothing is there', async () => {
  const exec = database.exec;
  database.exec = sql => {
    if (sql === 'COMMIT') throw new Error('disk full');
    exec(sql);
  };
  const results = await Promise.allSettled([group.run(add('a')), group.run(add('b'))]);
  database.exec = exec;

  expect(results.map(result => result.status === 'rejected' && (result.reason as Error).message)).toEqual([
    'disk full',
    'disk full',
  ]);
  expect(names()).toEqual([]);
  await group.run(add('c'));
  expect(names()).toEqual(['c']);
});

test('while another program holds the lock everybody waits, and nobody waits in the event loop', async () => {
  const exec = database.exec;
  let isLocked = true;
  let turns = 0;
  database.exec = sql => {
    if (isLocked && sql === 'BEGIN IMMEDIATE') throw Object.assign(new Error('database is locked'), {errcode: 5});
    exec(sql);
  };
  const runs = Promise.all([group.run(add('a')), group.run(add('b'))]);
  for (; turns < 50; turns += 1) await new Promise(resolve => setImmediate(resolve));
  const late = group.run(add('c'));
  expect(names()).toEqual([]);
  isLocked = false;
  await Promise.all([runs, late]);

  expect(names()).toEqual(['a', 'b', 'c']);
});

test('who holds the lock for ever is not waited for for ever', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const exec = database.exec;
  const tried = new Promise<void>(resolve => {
    database.exec = sql => {
      resolve();
      if (sql === 'BEGIN IMMEDIATE') throw Object.assign(new Error('database is locked'), {errcode: 517});
      exec(sql);
    };
  });
  const first = group.run(add('a'));
  await tried;
  clock.mockReturnValue(5_000);
  const results = await Promise.allSettled([first, group.run(add('b'))]);
  clock.mockRestore();
  database.exec = exec;

  expect(results.map(result => result.status === 'rejected' && (result.reason as {errcode?: number}).errcode)).toEqual([
    5, 5,
  ]);
  await group.run(add('c'));
  expect(names()).toEqual(['c']);
});

test('a database that was closed meanwhile is told as a failure; what is flushed before is done', async () => {
  const done = group.run(add('a'));
  void group.flush();
  expect(await done).toBe(1);
  const late = group.run(add('b'));
  database.close();

  await expect(late).rejects.toThrow();
});
