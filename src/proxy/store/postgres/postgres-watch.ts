import {randomUUID} from 'node:crypto';
import type {Database} from './postgres-database.ts';
import type {LoggedView, StoreWatcher} from '../store.ts';

/** The channel carries only the latest number of a booking; followers read the log. */
export const channel = 'booking_elements';

/** Interval of the check that finds a connection that died silently. */
const beatMs = 15_000;
const longestPauseMs = 5_000;
/**
 * Transaction-mode poolers accept LISTEN but deliver nothing, so the proxy's own message must come back in this time.
 */
const echoMs = 3_000;
/** How often followed bookings are read while notifications do not work. */
const pollMs = 2_000;

/** The message for a logged view. */
export function toViewNews({uid, seq}: LoggedView): string {
  return `${seq} ${uid}`;
}

/** The message for a session that was bound to its booking. */
export function toBoundNews(rid: string): string {
  return `bound ${rid}`;
}

function report(news: string, {onView, onSession}: StoreWatcher): void {
  const [, what, id] = /^(\d+|bound) (.+)$/s.exec(news) ?? [];
  if (what === undefined || id === undefined) return;
  if (what === 'bound') onSession(id);
  else onView(id, Number(what));
}

/**
 * Listens until the returned function is called. After a lost connection it reconnects and listens first, then reads
 * everything followed, so that nothing is missed in between.
 */
export function watchDatabase(
  {connect, query}: Pick<Database, 'connect' | 'query'>,
  watcher: StoreWatcher,
): () => void {
  let isStopped = false;
  let failures = 0;
  let stop = () => {};

  async function reportNewest(): Promise<void> {
    const {uids, rids} = watcher.followed();
    const {rows} = await query<{news: string}>(newest, [uids, rids]);
    for (const {news} of rows) report(news, watcher);
  }

  async function listen(): Promise<void> {
    const client = await connect();
    const ended = new Promise<void>(resolve => {
      client.once('end', resolve);
      stop = resolve;
    });
    const echo = `echo ${randomUUID()}`;
    let poll: NodeJS.Timeout | undefined;
    const deaf = setTimeout(() => {
      watcher.onDeaf?.();
      poll = setInterval(() => void reportNewest().catch(() => {}), pollMs).unref();
    }, echoMs).unref();
    client.on('notification', ({payload = ''}) => {
      clearTimeout(deaf);
      clearInterval(poll);
      if (payload !== echo) report(payload, watcher);
    });
    const beat = setInterval(() => void client.query('SELECT 1').catch(stop), beatMs).unref();
    try {
      if (isStopped) return;
      await client.query(`LISTEN ${channel}`);
      await query('SELECT pg_notify($1, $2)', [channel, echo]);
      await reportNewest();
      failures = 0;
      await ended;
    } finally {
      clearInterval(beat);
      clearTimeout(deaf);
      clearInterval(poll);
      client.removeAllListeners('notification');
      // Not awaited: on a dead connection it would take minutes.
      client.end().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      await listen().catch(() => {});
      if (isStopped) return;
      if (failures === 0) watcher.onBreak();
      const pauseMs = Math.min(100 * 2 ** failures, longestPauseMs) * (0.5 + Math.random());
      failures += 1;
      await new Promise<void>(resolve => {
        stop = resolve;
        setTimeout(resolve, pauseMs).unref();
      });
    }
  }

  void run();
  return () => {
    isStopped = true;
    stop();
  };
}

const newest = `
  SELECT seq || ' ' || uid AS news FROM booking_elements.bookings WHERE uid = ANY ($1) AND seq > 0
  UNION ALL SELECT DISTINCT 'bound ' || rid FROM booking_elements.sessions WHERE rid = ANY ($2)`;
