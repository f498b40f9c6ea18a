import type {Hub} from './live/hub.ts';
import type {Tokens} from './live/tokens.ts';
import type {Metrics} from './observe/metrics.ts';
import type {Settings} from './settings/settings.ts';
import type {Store} from './store/store.ts';

/** The interface the proxy logs to. A pino logger implements it. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything a route depends on. Tests pass their own. */
export interface ProxyContext {
  settings: Settings;
  store: Store;
  tokens: Tokens;
  hub: Hub;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a monotonic clock, for durations within this process such as limits and caches. */
  elapsed(): number;
  log: Logger;
  metrics: Metrics;
  /** Whether the proxy is shutting down: it finishes open requests and accepts no new ones. */
  isStopping(): boolean;
  /** Hooks for tests that interrupt the proxy at a certain point. */
  hooks?: {afterCommit?(): void};
}
