import {parseArgs} from 'node:util';
import {checkEffects, toList} from '../effects/config/check.ts';
import type {EffectConfig} from '../effects/config/types.ts';
import {SettingsError} from '../settings/settings.ts';
import {createOperator} from './operate.ts';
import {checkOptions, readOptions, type Command} from './options.ts';
import {writeJson} from './terminal.ts';
import {usage} from './usage.ts';

const pauseMs = 250;
/** A run that takes longer goes on by itself. */
const patienceMs = 60_000;

/** A run as the proxy tells it. */
interface Told {
  run: {state: string; attempt: number};
  why: string;
}

/** `effects list` reads the config file, `effects test` asks the running proxy. Resolves with the exit code. */
export async function effects(command: Command, args: string[]): Promise<number> {
  const {
    positionals: [verb, name],
    values: {booking, url, json = false},
  } = parse(args);
  const options = await readOptions(command);
  const settings = checkOptions(options);
  const configs = options.effects ?? [];
  checkEffects(configs, command.environment);
  if (verb === 'list') return list(command, configs, json);
  if (verb !== 'test') {
    command.terminal.err(`effects needs list or test.\n\n${usage}`);
    return 2;
  }
  if (name === undefined || booking === undefined)
    throw new SettingsError(['effects test needs a NAME and --booking UID.']);
  if (!configs.some(each => each.name === name))
    throw new SettingsError([`There is no effect "${name.slice(0, 40)}": see booking-proxy effects list.`]);
  const operator = createOperator(command, settings, url);
  const {id} = await operator.ask<{id: string}>('POST', `/effects/${name}/test`, {uid: booking});
  for (const end = performance.now() + patienceMs; ;) {
    const {run, why} = await operator.ask<Told>('GET', `/runs/${id}`);
    const isTried = run.state === 'waiting' && run.attempt > 0;
    if (isTried || !['waiting', 'active'].includes(run.state) || performance.now() > end) {
      if (json) writeJson(command.terminal, {ok: run.state === 'done', run, why});
      else command.terminal.out(`Run ${id}: ${why}\n`);
      return run.state === 'done' ? 0 : 1;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}

function parse(args: string[]) {
  const text = {type: 'string'} as const;
  try {
    return parseArgs({args, allowPositionals: true, options: {booking: text, url: text, json: {type: 'boolean'}}});
  } catch (error) {
    throw new SettingsError([`${(error as Error).message.split('.')[0]}: see booking-proxy --help.`]);
  }
}

function list({terminal}: Command, configs: readonly EffectConfig[], json: boolean): number {
  const rows = configs.map(({name, kind, on, states}) => ({
    name,
    kind,
    on: toList(on) ?? 'every event',
    ...(states === undefined ? {} : {states: toList(states)}),
  }));
  if (json) writeJson(terminal, {effects: rows});
  else if (rows.length === 0) terminal.out('There are no effects: write them into booking.config.ts.\n');
  else
    for (const {name, kind, on} of rows)
      terminal.out(`${name}  ${kind}  ${typeof on === 'string' ? on : on.join(', ')}\n`);
  return 0;
}
