import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {ProxyOptions} from '../proxy.ts';
import {checkSettings, environmentName, readEnvironment, SettingsError, type Settings} from '../settings/settings.ts';
import type {Terminal} from './terminal.ts';

/** What every command works with; a test passes its own. */
export interface Command {
  environment: Readonly<Record<string, string | undefined>>;
  /** Where `booking.config.ts` or `booking.config.js` may be. */
  directory: string;
  terminal: Terminal;
}

/** The options of the file, over which the environment wins. Rejects with a `SettingsError` for a file without them. */
export async function readOptions({environment, directory}: Command): Promise<Partial<ProxyOptions>> {
  return {...(await readConfig(directory)), ...readEnvironment(environment)};
}

/** The options, checked; its sentences name the environment's variables. Throws a `SettingsError`. */
export function checkOptions(options: object): Settings {
  return checkSettings(options, environmentName);
}

async function readConfig(directory: string): Promise<Partial<ProxyOptions>> {
  const name = ['booking.config.ts', 'booking.config.js'].find(each => existsSync(join(directory, each)));
  if (name === undefined) return {};
  const {default: config} = (await import(pathToFileURL(join(directory, name)).href)) as {default?: unknown};
  if (typeof config !== 'object' || config === null)
    throw new SettingsError([`${name} has no default export: write export default defineConfig({…}).`]);
  return config;
}
