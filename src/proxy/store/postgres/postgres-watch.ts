import {randomUUID} from 'node:crypto';
import type {Database} from './postgres-database.ts';
import type {LoggedView, StoreWatcher} from '../store.ts';

/** The channel that carries which booking has which number now, and nothing else: whoever follows it reads the log. */
export const channel = 'booking_elements';

/** How a connection that died without a word is found out. */
const beatMs = 15_000;
const longestPauseMs = 5_000;
/** A pooler that lends connections by the transaction takes a LISTEN and passes nothing on: so an own word has to come back. */
const echoMs = 3_000;
/** How often it is read what is followed, while nothing is heard. */
const pollMs = 2_000;

/** What the channel says of a logged view. */
export function toViewNews({uid, seq}: LoggedView): string {
  return `${seq} ${uid}`;
}

/** What the channel says of a session that was bound to its booking. */
export function toBoundNews(rid: string): string {
  return `bound ${rid}`;
}

function tell(news: string, {onView, onSession}: StoreWatcher): void {
  const [, what, id] = /^(\d+|bound) (.+)$/s.exec(news) ?? [];
  if (what === undefined || id === undefined) return;
  if (what === 'bound') onSession(id);
  else onView(id, Number(what));
}

/**
 * Listens until the returned function is called. A connection that breaks is made again, and what is followed is read
 * once it listens: in that order, so that nothing falls between the two.
 */
export function watchDatabase(
  {connect, query}: Pick<Database, 'connect' | 'query'>,
  watcher: StoreWatcher,
): () => void {
  let isStopped = false;
  let failures = 0;
  let stop = () => {};

  async function tellNewest(): Promise<void> {
    const {uids, rids} = watcher.followed();
    const {rows} = await query<{news: string}>(newest, [uids, rids]);
    for (const {news} of rows) tell(news, watcher);
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
      poll = setInterval(() => void tellNewest().catch(() => {}), pollMs).unref();
    }, echoMs).unref();
    client.on('notification', ({payload = ''}) => {
      clearTimeout(deaf);
      clearInterval(poll);
      if (payload !== echo) tell(payload, watcher);
    });
    const beat = setInterval(() => void client.query('SELECT 1').catch(stop), beatMs).unref();
    try {
      if (isStopped) return;
      await client.query(`LISTEN ${channel}`);
      await query('SELECT pg_notify($1, $2)', [channel, echo]);
      await tellNewest();
      failures = 0;
      await ended;
    } finally {
      clearInterval(beat);
      clearTimeout(deaf);
      clearInterval(poll);
      client.removeAllListeners('notification');
      // Not waited for: on a connection that is dead it would take minutes.
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
