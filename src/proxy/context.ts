import type {Hub} from './live/hub.ts';
import type {Tokens} from './live/tokens.ts';
import type {Metrics} from './observe/metrics.ts';
import type {Settings} from './settings/settings.ts';
import type {Store} from './store/store.ts';

/** What the proxy writes its log to; pino's logger is one. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** All that a route works with; a test passes its own. */
export interface ProxyContext {
  settings: Settings;
  store: Store;
  tokens: Tokens;
  hub: Hub;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds by a clock that nobody sets: for all that lasts a while in this process, such as limits and caches. */
  elapsed(): number;
  log: Logger;
  metrics: Metrics;
  /** Whether it was asked to stop: it answers what is open and takes nothing new. */
  isStopping(): boolean;
  /** Called at points where a test wants to stop the world. */
  hooks?: {afterCommit?(): void};
}
