import type {ProxyOptions} from './proxy.ts';
import {readEnvironment, type SettingsInput} from './settings/settings.ts';

export {signCheckoutToken, type CheckoutOrder} from './checkout-token.ts';
export {toFastifyPlugin, type FastifyScope} from './mount/fastify.ts';
export {toNodeHandler, type NodeHandler} from './mount/node.ts';
export {toRouteHandlers, type RouteHandlers} from './mount/route-handlers.ts';
export {loadWords} from '../core/words/load-words.ts';
export {registerLocale, type Messages} from '../core/words/messages.ts';
export {renderBookingForm} from './page/render-form.ts';
export {bookingFormStyleHashes} from './page/styles.ts';
export type {BookingFormOptions, FormNotice} from './page/form-options.ts';
export {EffectError, type FailureOptions, type Quota} from './engine/model.ts';
export {createMetrics, type Metrics} from './observe/metrics.ts';
export {createProxy, type Proxy, type ProxyOptions} from './proxy.ts';
export {SettingsError, type SettingsInput} from './settings/settings.ts';
export type {Logger} from './context.ts';
export type {
  CalObject,
  CollapseOption,
  EffectConfig,
  EffectEvent,
  EffectFilter,
  HandlerContext,
  HandlerEffect,
  MappingInput,
  ReconcileEffect,
  WebhookEffect,
} from './effects/config/types.ts';
export type {
  Attempt,
  BoundTo,
  Cutoffs,
  DueCheck,
  FactPatch,
  InboxEntry,
  LoggedView,
  SessionRef,
  Store,
  StoredBooking,
  StoreWatcher,
} from './store/store.ts';
export type {Call, RunStatement, SqlRow, SqlValue, Statement, Work} from './store/work.ts';

/** Adds types to the settings in `booking.config.ts` or `booking.config.js`. Environment variables override them. */
export function defineConfig(options: Partial<ProxyOptions>): Partial<ProxyOptions> {
  return options;
}

/** Reads the settings from environment variables, such as those of the process. `createProxy` reports missing ones. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): SettingsInput {
  return readEnvironment(environment) as SettingsInput;
}
