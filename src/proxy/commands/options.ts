import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {ProxyOptions} from '../proxy.ts';
import {checkSettings, environmentName, readEnvironment, SettingsError, type Settings} from '../settings/settings.ts';
import type {Terminal} from './terminal.ts';

/** What every command depends on. Tests pass their own. */
export interface Command {
  environment: Readonly<Record<string, string | undefined>>;
  /** The directory that may contain `booking.config.ts` or `booking.config.js`. */
  directory: string;
  terminal: Terminal;
}

/**
 * The options of the config file, overridden by the environment. Rejects with a `SettingsError` if the file has none.
 */
export async function readOptions({environment, directory}: Command): Promise<Partial<ProxyOptions>> {
  return {...(await readConfig(directory)), ...readEnvironment(environment)};
}

/** Validates the options; error messages name environment variables. Throws a `SettingsError`. */
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
