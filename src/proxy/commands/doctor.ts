import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {createConsole} from '../cal/account/console.ts';
import {checkEffects} from '../effects/config/check.ts';
import {createProxy, type Proxy, type ProxyOptions} from '../proxy.ts';
import {environmentName, SettingsError, type Settings} from '../settings/settings.ts';
import {findWarnings} from '../settings/warnings.ts';
import {sqliteStore} from '../store/sqlite/sqlite.ts';
import {toWebhookUrl} from './addresses.ts';
import {checkCal} from './checks/cal.ts';
import {checkDatabase} from './checks/database.ts';
import {checkEventTypes, checkVersions} from './checks/event-types.ts';
import {checkWebhooks} from './checks/webhooks.ts';
import {checkOptions, readOptions, type Command} from './options.ts';
import {writeJson, writeLine, type Line} from './terminal.ts';

/**
 * Checks everything the proxy needs and reports each result with its fix. Resolves with 0 if nothing fails, else with
 * 1. Makes no bookings and changes nothing in Cal.com.
 */
export async function doctor(command: Command, args: string[]): Promise<number> {
  const {url, json = false} = parse(args);
  const lines: Line[] = [];
  for await (const found of examine(command, url)) {
    lines.push(...found);
    if (!json) for (const line of found) writeLine(command.terminal, line);
  }
  const failed = lines.filter(({status}) => status === 'fail').length;
  if (json) writeJson(command.terminal, {ok: failed === 0, checks: lines});
  else
    command.terminal.out(
      failed === 0 ? '\nEverything is fine.\n' : `\n${failed === 1 ? 'One check' : `${failed} checks`} failed.\n`,
    );
  return failed === 0 ? 0 : 1;
}

function parse(args: string[]): {url?: string; json?: boolean} {
  try {
    return parseArgs({args, options: {url: {type: 'string'}, json: {type: 'boolean'}}}).values;
  } catch (error) {
    throw new SettingsError([`${(error as Error).message.split('.')[0]}: see booking-proxy --help.`]);
  }
}

async function* examine(command: Command, url: string | undefined): AsyncGenerator<Line[]> {
  const options = await readOptions(command);
  const settings = readSettings(options);
  if (Array.isArray(settings)) {
    yield settings;
    return;
  }
  yield toSettingsLines(settings);
  yield checkEffectLines(options, command);
  yield checkDatabase(settings);

  const {fetch = globalThis.fetch, now = Date.now} = options;
  const console = createConsole(settings, fetch);
  const cal = await checkCal(console, now);
  yield cal;
  // Later checks would fail for the same reason.
  if (cal.some(({name, status}) => name === 'key' && status === 'fail')) return;

  yield* withProxy(options, async function* (proxy) {
    yield checkEventTypes(proxy, console, settings, now());
    yield checkVersions(proxy);
  });
  const own = url ?? settings.publicUrl;
  yield checkWebhooks({settings, console, fetch, now}, own === undefined ? undefined : toWebhookUrl(own, settings));
}

function readSettings(options: object): Settings | Line[] {
  try {
    return checkOptions(options);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.sentences.map(message => ({name: 'settings', status: 'fail', message}));
  }
}

function toSettingsLines(settings: Settings): Line[] {
  const warnings = findWarnings(settings, environmentName).map((message): Line => ({
    name: 'settings',
    status: 'warn',
    message,
  }));
  return [{name: 'settings', status: 'ok', message: 'All required settings are present.'}, ...warnings];
}

function checkEffectLines({effects = []}: Partial<ProxyOptions>, {environment}: Command): Line[] {
  try {
    checkEffects(effects, environment);
    const message = `${effects.length === 1 ? 'One effect is' : `${effects.length} effects are`} written correctly.`;
    return effects.length === 0 ? [] : [{name: 'effects', status: 'ok', message}];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.sentences.map(message => ({name: 'effects', status: 'fail', message}));
  }
}

/** A separate proxy with the settings and an empty store, so that neither the data nor a running proxy is touched. */
async function* withProxy(
  options: Partial<ProxyOptions>,
  work: (proxy: Proxy) => AsyncGenerator<Line[]>,
): AsyncGenerator<Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'booking-doctor-'));
  const silent = {info() {}, warn() {}, error() {}};
  const own = {store: sqliteStore(directory), log: silent, effects: []};
  const proxy = createProxy({...(options as ProxyOptions), ...own});
  try {
    yield* work(proxy);
  } finally {
    await proxy.close();
    rmSync(directory, {recursive: true});
  }
}
