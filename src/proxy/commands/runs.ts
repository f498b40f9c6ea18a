import {parseArgs} from 'node:util';
import {own} from '../../core/model/own.ts';
import {SettingsError} from '../settings/settings.ts';
import {createOperator, type Operator} from './operate.ts';
import {checkOptions, readOptions, type Command} from './options.ts';
import {writeJson} from './terminal.ts';
import {usage} from './usage.ts';

interface Work {
  operator: Operator;
  ids: string[];
  values: {effect?: string; state?: string; booking?: string; limit?: string; fresh?: boolean};
}

/** What a verb found, for a program and for a person. */
interface Result {
  json: object;
  lines: string[];
}

const verbs: Record<string, (work: Work) => Promise<Result>> = {list, show, replay, cancel};

/** `runs list | show | replay | cancel`, by the running proxy. Resolves with the exit code. */
export async function runs(command: Command, args: string[]): Promise<number> {
  const {
    positionals: [verb = '', ...ids],
    values: {json, url, ...values},
  } = parse(args);
  const work = own(verbs, verb);
  if (!work) {
    command.terminal.err(`runs needs list, show, replay or cancel.\n\n${usage}`);
    return 2;
  }
  const settings = checkOptions(await readOptions(command));
  const result = await work({operator: createOperator(command, settings, url), ids, values});
  if (json) writeJson(command.terminal, result.json);
  else command.terminal.out(result.lines.map(line => `${line}\n`).join(''));
  return 0;
}

function parse(args: string[]) {
  const text = {type: 'string'} as const;
  const flag = {type: 'boolean'} as const;
  const options = {effect: text, state: text, booking: text, limit: text, url: text, fresh: flag, json: flag};
  try {
    return parseArgs({args, allowPositionals: true, options});
  } catch (error) {
    throw new SettingsError([`${(error as Error).message.split('.')[0]}: see booking-proxy --help.`]);
  }
}

interface ShownRun {
  id: string;
  effect: string;
  state: string;
  trigger: string;
  uid?: string;
  events: number;
  attempt: number;
  createdAt: string;
  reason?: string;
  progress?: number;
}

/** A run as the proxy tells it. */
interface Story {
  run: ShownRun;
  why: string;
  steps: {name: string; at: string}[];
  attempts: {round: number; attempt: number; endedAt: string; outcome: string; reason?: string}[];
}

async function find({operator, values: {effect, state, booking, limit}}: Work): Promise<ShownRun[]> {
  const given = Object.entries({effect, state, uid: booking, limit}).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given as [string, string][]);
  return (await operator.ask<{runs: ShownRun[]}>('GET', `/runs?${query}`)).runs;
}

function toLine({
  id,
  effect,
  state,
  trigger,
  uid = '–',
  events,
  attempt,
  createdAt,
  reason,
  progress,
}: ShownRun): string {
  const many = events > 1 ? `, ${events} events` : '';
  const share = progress === undefined || state !== 'active' ? '' : `, ${Math.round(100 * progress)} %`;
  return `${createdAt}  ${id}  ${effect}  ${state}  ${trigger}  ${uid}  attempt ${attempt}${many}${share}${reason ? `  ${reason}` : ''}`;
}

async function list(work: Work): Promise<Result> {
  const found = await find(work);
  return {json: {runs: found}, lines: found.length > 0 ? found.map(toLine) : ['There are no such runs.']};
}

async function show({operator, ids: [id]}: Work): Promise<Result> {
  if (id === undefined) throw new SettingsError(['runs show needs the ID of a run: see booking-proxy runs list.']);
  const story = await operator.ask<Story>('GET', `/runs/${encodeURIComponent(id)}`);
  return {
    json: story,
    lines: [
      toLine(story.run),
      story.why,
      ...story.attempts.map(
        ({round, attempt, endedAt, outcome, reason}) =>
          `${endedAt}  attempt ${attempt}${round > 0 ? ` of replay ${round}` : ''}: ${outcome}${reason ? `, ${reason}` : ''}`,
      ),
      ...story.steps.map(({name, at}) => `${at}  step "${name}" is done`),
    ],
  };
}

/** The ids as given, or those of all runs that a filter finds. */
async function chosen(verb: string, state: string, work: Work): Promise<string[]> {
  const {ids, values} = work;
  if (ids.length > 0) return ids;
  const {effect, booking} = values;
  if (values.state === undefined && effect === undefined && booking === undefined)
    throw new SettingsError([`runs ${verb} needs IDs, or a filter such as --state ${state}.`]);
  const found = await find({...work, values: {limit: '500', state, ...values}});
  return found.map(({id}) => id);
}

async function replay(work: Work): Promise<Result> {
  const ids = await chosen('replay', 'failed', work);
  const fresh = work.values.fresh ?? false;
  const json: {replayed: string[]} =
    ids.length === 0 ? {replayed: []} : await work.operator.ask('POST', '/runs/replay', {ids, fresh});
  return {json, lines: [`${count(json.replayed)} again, of ${ids.length}.`]};
}

async function cancel(work: Work): Promise<Result> {
  const ids = await chosen('cancel', 'waiting', work);
  const json: {cancelled: string[]} =
    ids.length === 0 ? {cancelled: []} : await work.operator.ask('POST', '/runs/cancel', {ids});
  return {json, lines: [`${json.cancelled.length} of ${ids.length} runs were cancelled.`]};
}

const count = ({length}: readonly string[]) => (length === 1 ? 'One run begins' : `${length} runs begin`);
