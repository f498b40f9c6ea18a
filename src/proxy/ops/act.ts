import type {Context} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import type {Engine} from '../engine/engine.ts';
import type {RunFilter} from '../engine/history.ts';
import {readRunFilter} from '../guard/input/run-input.ts';
import {renderPlan, runsAddress, type RunQuery} from './render-runs.ts';
import {renderShell} from './render-shell.ts';
import {opsBase, readForm} from './sign-in.ts';

/** Runs that are replayed in one transaction. */
const batch = 500;
/** The most runs of one replay; more are replayed by asking again. */
const most = 100_000;

const filters: readonly string[] = ['effect', 'state', 'uid', 'reason', 'status', 'before'];

/** What a list of runs is restricted to, as text for addresses and as a filter for the engine. */
export function readQuery(params: Record<string, string>): {query: RunQuery; filter: RunFilter} {
  const query = Object.fromEntries(
    Object.entries(params).filter(([name, value]) => filters.includes(name) && value.trim() !== ''),
  );
  return {query, filter: readRunFilter(query)};
}

/** Ids of the finished runs that match, the newest first. */
async function findFinished(engine: Engine, filter: RunFilter): Promise<string[]> {
  const ids: string[] = [];
  for (let before = filter.before; ids.length < most;) {
    const runs = await engine.list({...filter, ...(before === undefined ? {} : {before}), limit: batch});
    ids.push(...runs.filter(({state}) => state !== 'waiting' && state !== 'active').map(({id}) => id));
    if (runs.length < batch) break;
    // Runs of one instant may be cut off here; they are found by asking again.
    before = runs.at(-1)!.created_at;
  }
  return ids;
}

async function replayAll(engine: Engine, ids: readonly string[], isFresh: boolean): Promise<number> {
  let count = 0;
  for (let start = 0; start < ids.length; start += batch)
    count += (await engine.replay(ids.slice(start, start + batch), isFresh)).length;
  return count;
}

/** Does what the operator's form asks for, and logs it. */
export async function act(c: Context, context: ProxyContext, engine: Engine): Promise<Response> {
  const base = opsBase(c, context);
  const form = await readForm(c);
  const ids = form
    .getAll('id')
    .filter(id => /^[\w-]{1,40}$/.test(id))
    .slice(0, batch);
  const isFresh = form.get('fresh') === 'true';
  const {query, filter} = readQuery(Object.fromEntries(form));
  const action = form.get('do');
  let count: number;
  switch (action) {
    case 'replay':
      count = (await engine.replay(ids, isFresh)).length;
      break;
    case 'now':
      count = (await engine.hurry(ids)).length;
      break;
    case 'cancel':
      count = (await engine.cancel(ids)).length;
      break;
    case 'plan': {
      const found = await findFinished(engine, filter);
      const content = renderPlan(base, query, found.length, isFresh);
      return c.html(renderShell({base, title: 'Replay runs', place: 'runs', content}));
    }
    case 'replay-all':
      count = await replayAll(engine, await findFinished(engine, filter), isFresh);
      break;
    default:
      throw new BookingError('invalid_request', 'The form does not say what to do.', {status: 400});
  }
  context.log.info({action, count, ...(isFresh ? {fresh: true} : {})}, 'An operator acted on runs in /ops.');
  const {before: _, ...whole} = query;
  return c.redirect(form.get('back') === 'run' && ids[0] ? `${base}/runs/${ids[0]}` : runsAddress(base, whole), 303);
}
