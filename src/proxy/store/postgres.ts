import {toView} from '../../core/facts.ts';
import type {Instant} from '../../core/types.ts';
import {mergePatch, type StoredFacts} from './merge.ts';
import {openDatabase, type Query} from './postgres-database.ts';
import {channel, toBoundNews, toViewNews, watchDatabase} from './postgres-watch.ts';
import type {Attempt, FactPatch, LoggedView, Store} from './store.ts';

/** A store in PostgreSQL, which any number of proxies share. It connects at the first call, or at `ready`. */
export function postgresStore(url: string): Store {
  const database = openDatabase(url);
  const {query, transaction} = database;
  const watches = new Set<() => void>();

  return {
    receive: (entry, patches, ref) => transaction(async run => {
      const saved = await run(sql.saveInbox, [entry.bodyHash, entry.eventKey ?? null, entry.trigger, entry.receivedAt, entry.body]);
      if (saved.rowCount === 0) return [];
      return mergeAndTell(run, patches, entry.trigger, entry.receivedAt, ref);
    }),
    record: (patches, cause, at, ref) => transaction(run => mergeAndTell(run, patches, cause, at, ref)),
    async booking(uid) {
      const {rows: [found]} = await query<StoredFacts>(sql.booking, [uid]);
      return found && {uid, ...found, view: toView(uid, found.facts)};
    },
    async log(uid, after) {
      const {rows} = await query<Omit<LoggedView, 'uid'>>(sql.log, [uid, after]);
      return rows.map(row => ({uid, ...row}));
    },
    async sessionUid(rid) {
      return (await query<{uid: string}>(sql.session, [rid])).rows[0]?.uid;
    },
    async startAttempt(key, requestHash, at) {
      for (;;) {
        if ((await query(sql.startAttempt, [key, requestHash, at])).rowCount === 1) return undefined;
        const {rows: [row]} = await query<AttemptRow>(sql.attempt, [key]);
        // Forgotten in between: then it can be started.
        if (row) return toAttempt(row);
      }
    },
    async takeOverAttempt(key, startedAt, at) {
      return (await query(sql.takeOverAttempt, [at, key, startedAt])).rowCount === 1;
    },
    async finishAttempt(key, status, body) {
      await query(sql.finishAttempt, [status, body, key]);
    },
    async forgetAttempt(key) {
      await query(sql.forgetAttempt, [key]);
    },
    async claim(key, until) {
      return (await query(sql.claim, [key, until])).rowCount === 1;
    },
    async prune({history, attempts, claims}, limit) {
      const cutoffs: [keyof typeof prunable, Instant][] = [['inbox', history], ['log', history], ['sessions', history], ['attempts', attempts], ['claims', claims]];
      let count = 0;
      for (const [table, cutoff] of cutoffs) count += (await query(pruneStatement(table), [cutoff, limit])).rowCount ?? 0;
      return count;
    },
    watch(watcher) {
      const stop = watchDatabase(database, watcher);
      watches.add(stop);
      return stop;
    },
    ready: database.ready,
    async healthy() {
      try {
        return (await query<{writable: boolean}>(sql.writable)).rows[0]?.writable === true;
      } catch {
        return false;
      }
    },
    async close() {
      for (const stop of watches) stop();
      await database.close();
    },
  };
}

async function mergeAndTell(run: Query, patches: FactPatch[], cause: string, at: Instant, ref?: {rid: string; uid: string}): Promise<LoggedView[]> {
  const views = patches.length === 0 ? [] : await mergeAll(run, patches, cause, at);
  const bound = ref ? await run(sql.bindSession, [ref.rid, ref.uid, at]) : undefined;
  const news = [...views.map(toViewNews), ...(bound?.rowCount ? [toBoundNews(ref!.rid)] : [])];
  // Sent by the server when the transaction commits, so whoever hears it can read what it is about.
  if (news.length > 0) await run(sql.announce, [channel, news]);
  return views;
}

async function mergeAll(run: Query, patches: FactPatch[], cause: string, at: Instant): Promise<LoggedView[]> {
  // In one order everywhere, so that no two proxies wait for each other.
  const uids = [...new Set(patches.map(({uid}) => uid))].sort();
  const {rows} = await run<StoredFacts & {uid: string}>(sql.lockBookings, [uids]);
  const bookings = new Map(rows.map(({uid, facts, seq}): [string, StoredFacts] => [uid, {facts, seq}]));
  const views: LoggedView[] = [];
  for (const patch of patches) {
    const {after, logged} = mergePatch(bookings.get(patch.uid), patch, cause, at);
    bookings.set(patch.uid, after);
    if (logged) views.push(logged);
  }
  await run(sql.saveBookings, [
    uids, uids.map(uid => JSON.stringify(bookings.get(uid)!.facts)), uids.map(uid => bookings.get(uid)!.seq),
    views.map(({uid}) => uid), views.map(({seq}) => seq), views.map(({view}) => JSON.stringify(view)), at, cause,
  ]);
  return views;
}

interface AttemptRow {
  request_hash: string;
  started_at: Instant;
  status: number | null;
  body: string | null;
}

function toAttempt({request_hash: requestHash, started_at: startedAt, status, body}: AttemptRow): Attempt {
  if (status === null || body === null) return {state: 'in_progress', requestHash, startedAt};
  return {state: 'done', requestHash, status, body};
}

/** The column each table is pruned by. */
const prunable = {inbox: 'received_at', log: 'at', sessions: 'bound_at', attempts: 'started_at', claims: 'until'};

// Two proxies that prune at once skip each other's rows.
function pruneStatement(table: keyof typeof prunable): string {
  const name = `booking_elements.${table}`;
  return `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${prunable[table]} < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))`;
}

// As text, because a program that the proxy is mounted in may have told the driver to read times in its own way.
const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column}`;

const sql = {
  saveInbox: 'INSERT INTO booking_elements.inbox (body_hash, event_key, trigger, received_at, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
  booking: 'SELECT facts, seq FROM booking_elements.bookings WHERE uid = $1',
  // The update changes nothing: it is there to lock and return also the rows that exist already.
  lockBookings: `
    INSERT INTO booking_elements.bookings AS known (uid, facts, seq) SELECT uid, '{}', 0 FROM unnest($1::text[]) AS uid
    ON CONFLICT (uid) DO UPDATE SET seq = known.seq RETURNING uid, facts, seq`,
  saveBookings: `
    WITH saved AS (
      UPDATE booking_elements.bookings AS known SET facts = news.facts, seq = news.seq
      FROM unnest($1::text[], $2::json[], $3::integer[]) AS news (uid, facts, seq) WHERE known.uid = news.uid
    )
    INSERT INTO booking_elements.log (uid, seq, view, at, cause)
    SELECT uid, seq, view, $7, $8 FROM unnest($4::text[], $5::integer[], $6::json[]) AS logged (uid, seq, view)`,
  announce: 'SELECT pg_notify($1, news) FROM unnest($2::text[]) AS news',
  log: `SELECT seq, ${instant('at')}, cause, view FROM booking_elements.log WHERE uid = $1 AND seq > $2 ORDER BY seq`,
  bindSession: 'INSERT INTO booking_elements.sessions (rid, uid, bound_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
  session: 'SELECT uid FROM booking_elements.sessions WHERE rid = $1',
  startAttempt: 'INSERT INTO booking_elements.attempts (key, request_hash, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
  attempt: `SELECT request_hash, ${instant('started_at')}, status, body FROM booking_elements.attempts WHERE key = $1`,
  takeOverAttempt: 'UPDATE booking_elements.attempts SET started_at = $1 WHERE key = $2 AND started_at = $3 AND status IS NULL',
  finishAttempt: 'UPDATE booking_elements.attempts SET status = $1, body = $2 WHERE key = $3 AND status IS NULL',
  forgetAttempt: 'DELETE FROM booking_elements.attempts WHERE key = $1 AND status IS NULL',
  claim: 'INSERT INTO booking_elements.claims (key, until) VALUES ($1, $2) ON CONFLICT DO NOTHING',
  writable: 'SELECT current_setting(\'transaction_read_only\') = \'off\' AS writable',
};
