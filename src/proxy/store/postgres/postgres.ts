import {toView} from '../../../core/state/facts.ts';
import type {Instant} from '../../../core/model/types.ts';
import {explainPostgres} from '../explain.ts';
import {mergePatch, type MergedFacts, type StoredFacts, type MergeContext} from '../merge.ts';
import {openDatabase, type DatabaseOptions, type Query} from './postgres-database.ts';
import {runWork} from '../work.ts';
import {channel, toBoundNews, toViewNews, watchDatabase} from './postgres-watch.ts';
import type {Attempt, DueCheck, FactPatch, LoggedView, OpenAttempt, SessionRef, Store} from '../store.ts';

/** Options of the PostgreSQL store. */
export interface PostgresOptions extends DatabaseOptions {
  /** Uses the callers' clocks instead of the database's, for tests with a clock of their own. */
  hasCallersClock?: boolean;
}

/** A store in PostgreSQL, shared by any number of proxies. Connects at the first call, or at `ready`. */
export function postgresStore(url: string, {hasCallersClock = false, ...options}: PostgresOptions = {}): Store {
  const database = openDatabase(url, options);
  const {query, transaction} = database;
  const watches = new Set<() => void>();
  let trouble: unknown;

  return {
    sharedUrl: url,
    receive: ({bodyHash, eventKey, trigger: cause, receivedAt: at, body}, patches, ref, also) =>
      transaction(async run => {
        // A known body or event is not stored again.
        const isNew = (await run(sql.saveInbox, [bodyHash, eventKey ?? null, cause, at, body])).rowCount === 1;
        if (!isNew && (await run(sql.inbox, [bodyHash])).rowCount === 1) return [];
        const views = await mergeAndAnnounce(run, patches, {cause, at, isRepeat: !isNew}, hasCallersClock, ref);
        if (isNew && also) await runWork(also(), run);
        return views;
      }),
    record: (patches, cause, at, ref) =>
      transaction(run => mergeAndAnnounce(run, patches, {cause, at, isRepeat: false}, hasCallersClock, ref)),
    async booking(uid) {
      const {
        rows: [found],
      } = await query<Pick<StoredFacts, 'facts' | 'seq'>>(sql.booking, [uid]);
      return found && {uid, ...found, view: toView(uid, found.facts)};
    },
    async log(uid, after) {
      const {rows} = await query<Omit<LoggedView, 'uid'>>(sql.log, [uid, after]);
      return rows.map(row => ({uid, ...row}));
    },
    async session(rid, uid) {
      const {
        rows: [found],
      } = await query<{uid: string; seat: string | null}>(sql.session, [rid, uid ?? null]);
      return found && {uid: found.uid, ...(found.seat ? {seat: found.seat} : {})};
    },
    async leaseChecks(now, until, limit, isRoutine = false) {
      const {rows} = await query<Omit<DueCheck, 'leasedUntil'>>(isRoutine ? sql.leaseRoutineChecks : sql.leaseChecks, [
        now,
        until,
        limit,
      ]);
      return rows.map(row => ({...row, leasedUntil: until, ...(isRoutine ? {isRoutine} : {})}));
    },
    async planCheck({uid, leasedUntil, isRoutine}, tries, next) {
      if (isRoutine) await query(sql.planRoutineCheck, [next ?? null, uid, leasedUntil]);
      else await query(sql.planCheck, [next ?? null, tries, uid, leasedUntil]);
    },
    async hastenLooks(at, which) {
      await query(typeof which === 'number' ? sql.hastenNext : sql.hasten, [at, which]);
    },
    async startAttempt(key, requestHash, at, memo) {
      for (;;) {
        if (
          (await query(sql.startAttempt, [key, requestHash, at, memo?.asked ?? null, memo?.note ?? null])).rowCount ===
          1
        )
          return undefined;
        const {
          rows: [row],
        } = await query<AttemptRow>(sql.attempt, [key]);
        // Removed in between, so it can be started.
        if (row) return toAttempt(row);
      }
    },
    async recallAttempt(key, asked) {
      return (await query<{body: string}>(sql.recallAttempt, [key, asked])).rows[0]?.body;
    },
    async openAttempts(until, limit) {
      return (await query<OpenAttempt>(sql.openAttempts, [until, limit])).rows;
    },
    ...(hasCallersClock ? {} : {clock: async () => Date.parse((await query<{now: Instant}>(sql.clock)).rows[0]!.now)}),
    async takeOverAttempt(key, startedAt, at) {
      return (await query(sql.takeOverAttempt, [at, key, startedAt])).rowCount === 1;
    },
    async finishAttempt(key, status, body) {
      await query(sql.finishAttempt, [status, body, key]);
    },
    async forgetAttempt(key) {
      await query(sql.forgetAttempt, [key]);
    },
    transact: work => transaction(run => runWork(work(), run)),
    async webhook(key) {
      return (await query<{body: Uint8Array}>(sql.webhook, [key])).rows[0]?.body;
    },
    async prune({history, attempts, bookings}, limit) {
      const cutoffs: [statement: string, cutoff: Instant][] = [
        ...(['inbox', 'log', 'sessions'] as const).map((table): [string, Instant] => [pruneStatement(table), history]),
        [pruneStatement('attempts'), attempts],
        [sql.pruneBookings, bookings],
      ];
      let count = 0;
      for (const [statement, cutoff] of cutoffs) count += (await query(statement, [cutoff, limit])).rowCount ?? 0;
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
        await query(sql.probe);
        return true;
      } catch (error) {
        trouble = error;
        return false;
      }
    },
    explain: (error = trouble) => explainPostgres(error, url),
    async close() {
      for (const stop of watches) stop();
      await database.close();
    },
  };
}

async function mergeAndAnnounce(
  run: Query,
  patches: FactPatch[],
  context: MergeContext,
  hasCallersClock: boolean,
  ref?: SessionRef,
): Promise<LoggedView[]> {
  const views = patches.length === 0 ? [] : await mergeAll(run, patches, context, hasCallersClock);
  const bound = ref ? await run(sql.bindSession, [ref.rid, ref.uid, ref.seat ?? null, context.at]) : undefined;
  const news = [...views.map(toViewNews), ...(bound?.rowCount ? [toBoundNews(ref!.rid)] : [])];
  // The server sends it when the transaction commits, so receivers can read what it is about.
  if (news.length > 0) await run(sql.announce, [channel, news]);
  return views;
}

async function mergeAll(
  run: Query,
  patches: FactPatch[],
  context: MergeContext,
  hasCallersClock: boolean,
): Promise<LoggedView[]> {
  // In the same order everywhere, so that two proxies cannot deadlock.
  const uids = [...new Set(patches.map(({uid}) => uid))].sort();
  const {rows} = await run<StoredFacts & {uid: string; now: Instant}>(sql.lockBookings, [uids]);
  const before = new Map(rows.map(({uid, now: _, ...booking}): [string, StoredFacts] => [uid, booking]));
  // Due checks are found by the database's clock, so they are scheduled by it too.
  const now = hasCallersClock ? undefined : rows[0]?.now;
  const merged = new Map<string, MergedFacts>();
  const views: LoggedView[] = [];
  for (const patch of patches) {
    const {after, logged} = mergePatch(merged.get(patch.uid) ?? before.get(patch.uid), patch, {
      ...context,
      ...(now === undefined ? {} : {now}),
    });
    merged.set(patch.uid, after);
    if (logged) views.push(logged);
  }
  const after = uids.map(uid => merged.get(uid)!);
  await run(sql.saveBookings, [
    uids,
    after.map(({facts}) => JSON.stringify(facts)),
    after.map(({seq}) => seq),
    after.map(({overAt}) => overAt),
    after.map(({checkAt}) => checkAt),
    after.map(({tries}) => tries),
    views.map(({uid}) => uid),
    views.map(({seq}) => seq),
    views.map(({view}) => JSON.stringify(view)),
    context.at,
    context.cause,
    after.map(({routineCheckAt}) => routineCheckAt),
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

/** The column by which each table is pruned. */
const prunable = {inbox: 'received_at', log: 'at', sessions: 'bound_at', attempts: 'started_at'};

// Two proxies that prune at once skip each other's rows.
function pruneStatement(table: keyof typeof prunable): string {
  const name = `booking_elements.${table}`;
  return `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${prunable[table]} < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))`;
}

// Two proxies that lease at once skip each other's rows.
function leaseStatement(column: 'check_at' | 'look_at'): string {
  return `
    WITH due AS (
      SELECT uid, ${column} FROM booking_elements.bookings WHERE ${column} <= $1 ORDER BY ${column}, uid LIMIT $3 FOR UPDATE SKIP LOCKED
    ), leased AS (
      UPDATE booking_elements.bookings AS known SET ${column} = $2 FROM due WHERE known.uid = due.uid
      RETURNING known.uid, known.tries, due.${column}
    )
    SELECT uid, tries FROM leased ORDER BY ${column}, uid`;
}

// As text, because the host program may have configured the driver's parsing of times.
const instant = (column: string, name = column) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`;

const sql = {
  saveInbox:
    'INSERT INTO booking_elements.inbox (body_hash, event_key, trigger, received_at, body) VALUES ($1, $2, $3, $4, ' +
    '$5) ON CONFLICT DO NOTHING',
  inbox: 'SELECT FROM booking_elements.inbox WHERE body_hash = $1',
  webhook: 'SELECT body FROM booking_elements.inbox WHERE event_key = $1 OR (event_key IS NULL AND body_hash = $1)',
  booking: 'SELECT facts, seq FROM booking_elements.bookings WHERE uid = $1',
  // The update changes nothing: it locks and returns rows that already exist.
  lockBookings: `
    INSERT INTO booking_elements.bookings AS known (uid, facts, seq) SELECT uid, '{}', 0 FROM unnest($1::text[]) AS uid
    ON CONFLICT (uid) DO UPDATE SET seq = known.seq RETURNING uid, facts, seq, tries, ${instant('check_at', 'checkAt')}, ${instant('clock_timestamp()', 'now')}`,
  saveBookings: `
    WITH saved AS (
      UPDATE booking_elements.bookings AS known
      SET facts = news.facts, seq = news.seq, over_at = news.over_at, check_at = news.check_at, tries = news.tries, look_at = news.look_at
      FROM unnest($1::text[], $2::json[], $3::integer[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $12::timestamptz[])
        AS news (uid, facts, seq, over_at, check_at, tries, look_at)
      WHERE known.uid = news.uid
    )
    INSERT INTO booking_elements.log (uid, seq, view, at, cause)
    SELECT uid, seq, view, $10, $11 FROM unnest($7::text[], $8::integer[], $9::json[]) AS logged (uid, seq, view)`,
  leaseChecks: leaseStatement('check_at'),
  leaseRoutineChecks: leaseStatement('look_at'),
  planRoutineCheck: 'UPDATE booking_elements.bookings SET look_at = $1 WHERE uid = $2 AND look_at = $3',
  hasten: 'UPDATE booking_elements.bookings SET look_at = $1 WHERE look_at > $1 AND uid = ANY ($2::text[])',
  hastenNext: `
    UPDATE booking_elements.bookings SET look_at = $1 WHERE uid = ANY (ARRAY(
      SELECT uid FROM booking_elements.bookings WHERE look_at > $1 ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))`,
  planCheck: 'UPDATE booking_elements.bookings SET check_at = $1, tries = $2 WHERE uid = $3 AND check_at = $4',
  pruneBookings: `
    WITH gone AS (
      DELETE FROM booking_elements.bookings WHERE uid = ANY (ARRAY(
        SELECT uid FROM booking_elements.bookings AS known
        WHERE over_at < $1 AND check_at IS NULL AND NOT EXISTS (SELECT FROM booking_elements.sessions WHERE sessions.uid = known.uid)
        LIMIT $2 FOR UPDATE SKIP LOCKED
      )) RETURNING uid
    ), logged AS (DELETE FROM booking_elements.log USING gone WHERE log.uid = gone.uid)
    SELECT uid FROM gone`,
  announce: 'SELECT pg_notify($1, news) FROM unnest($2::text[]) AS news',
  log: `SELECT seq, ${instant('at')}, cause, view FROM booking_elements.log WHERE uid = $1 AND seq > $2 ORDER BY seq`,
  bindSession:
    'INSERT INTO booking_elements.sessions (rid, uid, seat, bound_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
  session:
    'SELECT uid, seat FROM booking_elements.sessions WHERE rid = $1 AND uid = coalesce($2::text, uid) ORDER BY nth ' +
    'LIMIT 1',
  startAttempt:
    'INSERT INTO booking_elements.attempts (key, request_hash, started_at, asked, note) VALUES ($1, $2, $3, $4, $5) ' +
    'ON CONFLICT DO NOTHING',
  recallAttempt: 'SELECT body FROM booking_elements.attempts WHERE key = $1 AND asked = $2 AND status IS NOT NULL',
  openAttempts: `
    SELECT key, ${instant('started_at', 'startedAt')}, note FROM booking_elements.attempts
    WHERE status IS NULL AND note IS NOT NULL AND started_at <= $1 ORDER BY booking_elements.attempts.started_at, key LIMIT $2`,
  clock: `SELECT ${instant('clock_timestamp()', 'now')}`,
  attempt: `SELECT request_hash, ${instant('started_at')}, status, body FROM booking_elements.attempts WHERE key = $1`,
  takeOverAttempt:
    'UPDATE booking_elements.attempts SET started_at = $1 WHERE key = $2 AND started_at = $3 AND status IS NULL',
  finishAttempt:
    'UPDATE booking_elements.attempts SET status = $1, body = $2, note = NULL WHERE key = $3 AND status IS NULL',
  forgetAttempt: 'DELETE FROM booking_elements.attempts WHERE key = $1 AND status IS NULL',
  // In a table every user of the store may write. No attempt's key contains a space.
  probe: `
    INSERT INTO booking_elements.attempts (key, request_hash, started_at, status, body) VALUES ('a probe', '', now(), 0, '')
    ON CONFLICT (key) DO UPDATE SET started_at = excluded.started_at`,
};
