import {Client} from 'pg';
import type {Dispatcher} from '../../../src/proxy/engine/dispatch/dispatcher.ts';
import {pgBossDispatcher} from '../../../src/proxy/engine/dispatch/pg-boss.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {createTimers} from '../cal/timers.ts';
import type {Harness} from './harness.ts';

/** A harness on a database of a real PostgreSQL server. */
export async function openHarness(url: string): Promise<Harness> {
  const store = postgresStore(url);
  await store.ready!();
  const client = new Client({connectionString: url});
  await client.connect();
  // The database's clock goes on by itself; what was planned in it moves towards the present instead.
  let shiftMs = 0;
  const now = () => Date.now() + shiftMs;
  const time = {now: now()};
  const {later, advance} = createTimers(time);

  function open(): Dispatcher {
    const dispatcher = pgBossDispatcher({
      url,
      transact: work => store.transact!(work),
      now: () => Date.now(),
      pollSeconds: 0.5,
      onError() {},
    });
    // Its own times are those of the database.
    return {...dispatcher, send: (turn, dueAt, name) => dispatcher.send(turn, dueAt - shiftMs, name)};
  }

  return {
    store,
    clock: {now},
    later,
    dispatcher: open,
    async elapse(ms) {
      // What an attempt that has just ended plans has to be planned before the time moves on.
      while (ms > 0 && (await client.query(unsettled)).rows[0].count > 0)
        await new Promise(resolve => setTimeout(resolve, 10));
      shiftMs += ms;
      if (ms > 0) await client.query(move, [ms]);
      await advance(now() - time.now);
      await new Promise(resolve => setTimeout(resolve, ms > 0 ? 40 : 10));
    },
    async close() {
      // The next test finds the tables, but nothing in them.
      await client.query(clear);
      await client.end();
      await store.close();
    },
  };
}

/** Passes the time after which processes that do not report count as gone. */
export async function endSilence(url: string): Promise<void> {
  const client = new Client({connectionString: url});
  await client.connect();
  await client.query(silence);
  await client.end();
}

/** As if the processes that perform runs had not reported for long. */
const silence = `
  UPDATE booking_elements_engine.job SET heartbeat_on = heartbeat_on - interval '11 s' WHERE state = 'active';
  UPDATE booking_elements.runs SET seen_at = seen_at - 11000 WHERE state = 'active'`;
const unsettled = `
  SELECT count(*)::integer AS count FROM booking_elements_engine.job JOIN booking_elements.runs ON runs.id = job.data ->> 'run'
  WHERE job.state = 'active' AND runs.state <> 'active'`;
/** Brings what was planned nearer, and tells the workers, who would see it at their next poll. */
const move = `
  WITH moved AS (
    UPDATE booking_elements_engine.job SET start_after = start_after - $1 * interval '1 ms' WHERE state < 'active' RETURNING name
  )
  SELECT pg_notify('pgboss_' || left(encode(sha224('booking_elements_engine'::bytea), 'hex'), 24), name)
  FROM (SELECT DISTINCT name FROM moved) AS names`;

const clear = `
  TRUNCATE booking_elements.runs, booking_elements.run_steps, booking_elements.run_attempts, booking_elements.run_passes,
    booking_elements.run_gates, booking_elements.inbox, booking_elements.bookings, booking_elements.log;
  DELETE FROM booking_elements_engine.job`;
