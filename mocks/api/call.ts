import type {FaultKind, Faults} from '../faults.ts';
import type {Person} from '../world/model.ts';
import type {Announce} from '../webhooks/announce.ts';
import type {World} from '../world/world.ts';

/** One request on its way to a handler. */
export interface Call {
  world: World;
  announce: Announce;
  faults: Faults;
  method: string;
  /** Path and query as the client sent them, without the mount path. */
  address: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; an empty record where there is none. */
  body: Record<string, unknown>;
  /** What goes wrong with this call, if anything. */
  fault?: FaultKind;
  /** Whose key came along. */
  caller?: Person;
}

/** What a handler answers: a status and what goes under `data`, or the whole body. */
export type Reply = {status?: number; data: unknown; pagination?: unknown} | {status?: number; body: unknown};

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Who may call: anybody (and keys are not looked at), anybody with or without a key, key owners only. */
export type Access = 'open' | 'optional' | 'key';

export interface Route {
  method: string;
  /** `:name` matches one segment. */
  path: string;
  /** Versions of the header that reach this handler; all of them when absent. */
  versions?: readonly string[];
  access: Access;
  handler: Handler;
  /** Requests a minute, in place of the general limit. */
  limit?: number;
}
