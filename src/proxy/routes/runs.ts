import {Hono} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import type {Effects} from '../effects/effects.ts';
import type {AttemptRow} from '../engine/history.ts';
import type {RunRow} from '../engine/rows.ts';
import {readJson} from '../guard/input/read-json.ts';
import {readCancelBody, readReplayBody, readRunFilter, readTestBody} from '../guard/input/run-input.ts';

/**
 * `/ops/api/runs` and `/ops/api/effects`: what the operator sees and does of effects. Registered behind the operator's
 * routes, which require the admin token.
 */
export function runRoutes(effects: Effects | undefined): Hono {
  const need = (): Effects => {
    if (effects) return effects;
    throw new BookingError('not_found', 'The proxy has no effects: write them into booking.config.ts.', {status: 404});
  };
  return new Hono()
    .get('/ops/api/effects', async c => {
      const {configs, engine} = need();
      const counts = await engine.counts();
      return c.json({
        effects: configs.map(({name, kind, on}) => ({
          name,
          kind,
          ...(on === undefined ? {} : {on}),
          runs: Object.fromEntries(
            counts.filter(({effect}) => effect === name).map(({state, count}) => [state, count]),
          ),
        })),
      });
    })
    .post('/ops/api/effects/:name/test', async c => {
      const {configs, test} = need();
      const {uid} = readTestBody(await readJson(c.req.raw));
      const config = configs.find(({name}) => name === c.req.param('name'));
      if (!config) throw new BookingError('not_found', 'There is no effect of this name.', {status: 404});
      return c.json({id: await test(config.name, uid)}, 202);
    })
    .get('/ops/api/runs', async c => {
      const {engine} = need();
      const runs = await engine.list(readRunFilter(c.req.query()));
      return c.json({runs: runs.map(toRun)});
    })
    .get('/ops/api/runs/:id', async c => {
      const story = await need().engine.story(c.req.param('id'));
      if (!story) throw new BookingError('not_found', 'There is no run with this id.', {status: 404});
      const {run, why, steps, attempts} = story;
      return c.json({
        run: toRun(run),
        why,
        steps: steps.map(({name, at}) => ({name, at: iso(at)})),
        attempts: attempts.map(toAttempt),
      });
    })
    .post('/ops/api/runs/replay', async c => {
      const {engine} = need();
      const {ids, fresh = false} = readReplayBody(await readJson(c.req.raw));
      return c.json({replayed: await engine.replay(ids, fresh)});
    })
    .post('/ops/api/runs/cancel', async c => {
      const {engine} = need();
      const {ids} = readCancelBody(await readJson(c.req.raw));
      return c.json({cancelled: await engine.cancel(ids)});
    });
}

const iso = (ms: number) => new Date(ms).toISOString();

function toRun(row: RunRow) {
  const {id, effect, state, trigger, uid, events, attempt, round, reason, status, progress, note} = row;
  return {
    id,
    effect,
    state,
    trigger,
    ...(uid === null ? {} : {uid}),
    events,
    attempt,
    round,
    createdAt: iso(row.created_at),
    dueAt: iso(row.due_at),
    ...(row.ended_at === null ? {} : {endedAt: iso(row.ended_at)}),
    ...(reason === null ? {} : {reason}),
    ...(status === null ? {} : {status}),
    ...(progress === null ? {} : {progress}),
    ...(note === null ? {} : {note}),
  };
}

function toAttempt({round, attempt, started_at: startedAt, ended_at: endedAt, outcome, reason, status}: AttemptRow) {
  return {
    round,
    attempt,
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    outcome,
    ...(reason === null ? {} : {reason}),
    ...(status === null ? {} : {status}),
  };
}
