import type {Db, PgBoss} from 'pg-boss';
import {ask, type RunStatement} from '../../store/work.ts';
import type {Transact} from '../options.ts';
import type {Dispatcher, Perform, Performed, Turn} from './dispatcher.ts';
import {nextJobId} from './job-id.ts';

/** Dependencies of the dispatcher over pg-boss. */
export interface PgBossOptions {
  /** The URL of the database that holds the runs. */
  url: string;
  transact: Transact;
  /** Milliseconds since 1970, by the database's clock. */
  now(): number;
  /**
   * How often the queue of each effect is asked for runs that were delayed, in seconds; 0.5 or more. Defaults to 2. Runs
   * that are due at once do not wait for it.
   */
  pollSeconds?: number;
  /** Called with the name of an error between pg-boss and the database; it recovers by itself. */
  onError(name: string): void;
}

/** Where pg-boss keeps its tables. */
const schema = 'booking_elements_engine';
/**
 * Seconds without a sign of life after which a process is taken for dead; the least that pg-boss allows. Its runs go on
 * elsewhere about 2 s later.
 */
const heartbeatSeconds = 10;
const daySeconds = 24 * 60 * 60;
const workers = 4;
/** The most jobs a worker takes at once; it takes the next ones when all of them have ended. */
const batchSize = 5;

/** Gives turns in any number of processes with one PostgreSQL database. */
export function pgBossDispatcher({url, transact, now, pollSeconds = 2, onError}: PgBossOptions): Dispatcher {
  let opening: Promise<PgBoss> | undefined;
  let boss: PgBoss | undefined;
  let isReady = false;
  let isStopped = false;
  const queues: string[] = [];

  async function open(): Promise<PgBoss> {
    // Loaded lazily: only users of effects with PostgreSQL need it.
    const pgBoss = await import('pg-boss');
    const opened = new pgBoss.PgBoss({
      connectionString: url,
      application_name: 'booking-proxy',
      schema,
      max: 5,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
    });
    // Without a listener an error would end the process.
    opened.on('error', error => onError(error.name));
    return opened.start();
  }

  async function addQueue(opened: PgBoss, {name, isLong}: Performed, perform: Perform): Promise<void> {
    const queue = queueOf(name);
    const policy = {
      notify: true,
      heartbeatSeconds,
      // Runs count their own attempts. A job that fails for good would block its key for ever.
      retryLimit: 1_000_000,
      // Also the pause before a dead process's job is given to another one.
      retryDelay: 1,
      expireInSeconds: daySeconds - 1,
      retentionSeconds: 60 * daySeconds,
      deleteAfterSeconds: 60 * 60,
    };
    await opened.createQueue(queue, {policy: 'key_strict_fifo', ...policy});
    await opened.updateQueue(queue, policy);
    queues.push(queue);
    const ids: string[] = [];
    // Nobody is told that a key is free again: without this its next run would wait for the next poll.
    const tellFree = () => ids.forEach(id => opened.notifyWorker(id));
    const options = {
      batchSize: isLong ? 1 : batchSize,
      perJobResults: true,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: pollSeconds,
    } as const;

    async function settleJob(id: string, retryCount: number, run: string): Promise<void> {
      const waitMs = await perform(run).catch(() => 1_000);
      const job = {id, retryCount};
      if (waitMs === undefined) await opened.complete(queue, job);
      else {
        // As a retry it keeps its place before the others of its key. A crash in between means an early retry.
        await opened.fail(queue, job);
        await opened.update(queue, undefined, {id, startAfter: new Date(now() + waitMs)});
      }
      tellFree();
    }

    for (let count = 0; count < (isLong ? 2 * workers : workers); count += 1)
      ids.push(
        await opened.work<{run: string}, unknown, typeof options>(queue, options, async jobs => {
          // Each is settled at once: the batch itself ends with its slowest.
          await Promise.all(jobs.map(({id, retryCount, data}) => settleJob(id, retryCount, data.run).catch(() => {})));
          return jobs.map(({id}) => ({id, status: 'completed' as const}));
        }),
      );
  }

  async function sendTurn(
    run: RunStatement,
    {id, effect, key}: Turn,
    dueAt: number,
    name: string | null,
  ): Promise<void> {
    // Not started yet, or it could not be: the run is stored, and the sweeper finds it without a turn.
    if (!boss || !isReady) return;
    const db = {executeSql: (text: string, values?: unknown[]) => run(text, values)};
    const startAfter = dueAt > now() ? {startAfter: new Date(dueAt)} : {};
    if (name === null && (await hasten(boss, run, {id, effect, key}, dueAt, db))) return;
    const job = name ?? nextJobId(now());
    await boss.send(queueOf(effect), {run: id}, {id: job, singletonKey: key, db, ...startAfter});
    if (name === null) await run('UPDATE booking_elements.runs SET turn = $2 WHERE id = $1', [id, job]);
  }

  /** Whether the run has a turn that has not begun; it is now due at `dueAt`. */
  async function hasten(
    opened: PgBoss,
    run: RunStatement,
    {id, effect}: Turn,
    dueAt: number,
    db: Db,
  ): Promise<boolean> {
    const {rows} = await run('SELECT turn FROM booking_elements.runs WHERE id = $1', [id]);
    const job = rows[0]?.['turn'];
    if (typeof job !== 'string') return false;
    const {updated} = await opened.update(queueOf(effect), undefined, {id: job, startAfter: new Date(dueAt), db});
    return updated > 0;
  }

  async function hasTurn(job: string | null, effect: string): Promise<boolean> {
    if (job === null || !boss) return false;
    const [found] = await boss.findJobs(queueOf(effect), {id: job});
    return found !== undefined && ['created', 'retry', 'active'].includes(found.state);
  }

  return {
    isAlone: false,
    nameTurn: () => (isReady ? nextJobId(now()) : null),
    *send(turn, dueAt, name = null) {
      yield {call: run => sendTurn(run, turn, dueAt, name)};
    },
    // The job is settled when the attempt returns.
    *settle() {},
    // The server tells the workers when the transaction commits.
    wake() {},
    async start(effects, perform) {
      opening ??= open();
      boss = await opening.catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      if (isStopped) return;
      for (const effect of effects) if (!queues.includes(queueOf(effect.name))) await addQueue(boss, effect, perform);
      isReady = true;
    },
    async withoutTurn(turns) {
      if (!isReady) return [];
      const rows = await transact(function* () {
        const found: {turn: Turn; job: string | null}[] = [];
        for (const turn of turns) {
          const [row] = yield* ask<{turn: string | null}>(
            'SELECT turn FROM booking_elements.runs WHERE id = $1',
            turn.id,
          );
          found.push({turn, job: row?.turn ?? null});
        }
        return found;
      });
      const lost: Turn[] = [];
      for (const {turn, job} of rows) if (!(await hasTurn(job, turn.effect))) lost.push(turn);
      return lost;
    },
    async stop() {
      isStopped = true;
      isReady = false;
      for (const queue of queues) await boss?.offWork(queue, {wait: false});
    },
    async close() {
      // It may still be connecting.
      const opened = await opening?.catch(() => undefined);
      await opened?.stop({graceful: false});
    },
  };
}

function queueOf(effect: string): string {
  return `effect-${effect}`;
}
