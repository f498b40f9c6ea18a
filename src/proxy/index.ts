import type {ProxyOptions} from './proxy.ts';

export {createProxy, type Proxy, type ProxyOptions} from './proxy.ts';
export {SettingsError, type SettingsInput} from './settings.ts';
export type {Logger} from './context.ts';
export type {Attempt, FactPatch, InboxEntry, LoggedView, Store, StoredBooking} from './store/store.ts';

/** Types the settings in `booking.config.ts` or `booking.config.js`; what the environment says wins over them. */
export function defineConfig(options: Partial<ProxyOptions>): Partial<ProxyOptions> {
  return options;
}
