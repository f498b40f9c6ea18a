import {toView, type BookingFacts} from '../../../core/state/facts.ts';
import {explainSqlite} from '../explain.ts';
import {createGroupCommit} from '../group-commit.ts';
import {mergePatch, type StoredFacts, type MergeContext} from '../merge.ts';
import {readPatiently} from '../patience.ts';
import {openSqliteFile} from './sqlite-file.ts';
import {prepare, prunable, type AttemptRow, type BookingRow} from './sqlite-statements.ts';
import {createWorker} from './sqlite-work.ts';
import type {Attempt, FactPatch, LoggedView, OpenAttempt, SessionRef, Store} from '../store.ts';

/** The default store: one SQLite file in `directory`, for one process only. Throws if it is in use. */
export function sqliteStore(directory: string): Store {
  const {database, close} = openSqliteFile(directory);
  const statements = prepare(database);
  const group = createGroupCommit(database);
  const perform = createWorker(database);
  let trouble: unknown;

  function read(uid: string): StoredFacts | undefined {
    const row = statements.booking.get(uid) as BookingRow | undefined;
    return row && {facts: JSON.parse(row.facts) as BookingFacts, seq: row.seq, checkAt: row.check_at, tries: row.tries};
  }

  function merge(patch: FactPatch, context: MergeContext): LoggedView[] {
    const {
      after: {facts, seq, overAt, checkAt, tries, routineCheckAt},
      logged,
    } = mergePatch(read(patch.uid), patch, context);
    statements.saveBooking.run(patch.uid, JSON.stringify(facts), seq, overAt, checkAt, tries, routineCheckAt);
    if (!logged) return [];
    statements.appendLog.run(logged.uid, logged.seq, logged.at, logged.cause, JSON.stringify(logged.view));
    return [logged];
  }

  function mergeAll(patches: readonly FactPatch[], context: MergeContext, ref: SessionRef | undefined): LoggedView[] {
    if (ref) statements.bindSession.run(ref.rid, ref.uid, ref.seat ?? null, context.at);
    return patches.flatMap(patch => merge(patch, context));
  }

  return {
    receive: ({bodyHash, eventKey: key = bodyHash, trigger: cause, receivedAt: at, body}, patches, ref, also) =>
      group.run(() => {
        const isNew = statements.saveInbox.run(key, bodyHash, cause, at, body).changes === 1;
        if (!isNew && statements.inbox.get(key, bodyHash)) return [];
        const views = mergeAll(patches, {cause, at, isRepeat: !isNew}, ref);
        if (isNew && also) perform(also());
        return views;
      }),
    record: (patches, cause, at, ref) => group.run(() => mergeAll(patches, {cause, at, isRepeat: false}, ref)),
    booking: uid =>
      readPatiently(() => {
        const {facts, seq} = read(uid) ?? {};
        return facts && {uid, facts, seq: seq!, view: toView(uid, facts)};
      }),
    log: (uid, after) =>
      readPatiently(() => {
        const rows = statements.log.all(uid, after) as {seq: number; at: string; cause: string; view: string}[];
        return rows.map(({seq, at, cause, view}) => ({
          uid,
          seq,
          at,
          cause,
          view: JSON.parse(view) as LoggedView['view'],
        }));
      }),
    session: (rid, of) =>
      readPatiently(() => {
        const {uid, seat} = (statements.session.get(rid, of ?? null) ?? {}) as {uid?: string; seat?: string | null};
        return uid === undefined ? undefined : {uid, ...(seat ? {seat} : {})};
      }),
    leaseChecks: (now, until, limit, isRoutine = false) =>
      group.run(() => {
        const {due, lease} = isRoutine ? statements.routineChecks : statements.checks;
        const rows = due.all(now, limit) as {uid: string; tries: number}[];
        for (const {uid} of rows) lease.run(until, uid);
        return rows.map(({uid, tries}) => ({uid, tries, leasedUntil: until, ...(isRoutine ? {isRoutine} : {})}));
      }),
    planCheck: ({uid, leasedUntil, isRoutine}, tries, next) =>
      group.run(() => {
        if (isRoutine) statements.routineChecks.plan.run(next ?? null, uid, leasedUntil);
        else statements.checks.plan.run(next ?? null, tries, uid, leasedUntil);
      }),
    hastenLooks: (at, which) =>
      group.run(() => {
        if (typeof which === 'number') statements.routineChecks.hastenNext.run(at, at, which);
        else for (const uid of which) statements.routineChecks.hasten.run(at, at, uid);
      }),
    startAttempt: (key, requestHash, at, memo) =>
      group.run(() => {
        const {changes} = statements.startAttempt.run(key, requestHash, at, memo?.asked ?? null, memo?.note ?? null);
        return changes === 1 ? undefined : toAttempt(statements.attempt.get(key) as unknown as AttemptRow);
      }),
    recallAttempt: (key, asked) =>
      readPatiently(() => (statements.recallAttempt.get(key, asked) as {body: string} | undefined)?.body),
    openAttempts: (until, limit) =>
      readPatiently(() => statements.openAttempts.all(until, limit) as unknown as OpenAttempt[]),
    takeOverAttempt: (key, startedAt, at) =>
      group.run(() => statements.takeOverAttempt.run(at, key, startedAt).changes === 1),
    finishAttempt: (key, status, body) => group.run(() => void statements.finishAttempt.run(status, body, key)),
    forgetAttempt: key => group.run(() => void statements.forgetAttempt.run(key)),
    transact: work => group.run(() => perform(work())),
    webhook: key => readPatiently(() => (statements.webhook.get(key) as {body: Uint8Array} | undefined)?.body),
    prune({history, attempts, bookings}, limit) {
      return group.run(() => {
        const cutoffs = {inbox: history, log: history, sessions: history, attempts};
        const counts = prunable.map(table => Number(statements.prune[table].run(cutoffs[table], limit).changes));
        const over = statements.overBookings.all(bookings, limit) as {uid: string}[];
        for (const {uid} of over) {
          statements.forgetLog.run(uid);
          statements.forgetBooking.run(uid);
        }
        return counts.reduce((sum, count) => sum + count, over.length);
      });
    },
    async healthy() {
      try {
        // A transaction without a change succeeds even on a full disk.
        await group.run(() => void statements.probe.run(new Date().toISOString()));
        return true;
      } catch (error) {
        trouble = error;
        return false;
      }
    },
    explain: (error = trouble) => explainSqlite(error, directory),
    async close() {
      await group.flush();
      close();
    },
  };
}

function toAttempt({request_hash: requestHash, started_at: startedAt, status, body}: AttemptRow): Attempt {
  if (status === null || body === null) return {state: 'in_progress', requestHash, startedAt};
  return {state: 'done', requestHash, status, body};
}
