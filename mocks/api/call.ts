import type {FaultKind, Faults} from '../faults.ts';
import type {Person} from '../world/model.ts';
import type {Announce} from '../webhooks/announce.ts';
import type {World} from '../world/world.ts';

/** A request as a handler receives it. */
export interface Call {
  world: World;
  announce: Announce;
  faults: Faults;
  method: string;
  /** Path and query as sent by the client, without the mount path. */
  address: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; empty if there is none. */
  body: Record<string, unknown>;
  /** The fault for this request, if any. */
  fault?: FaultKind;
  /** The owner of the key in the request. */
  caller?: Person;
}

/** A handler's answer: a status with the `data` member, or the whole body. */
export type Reply = {status?: number; data: unknown; pagination?: unknown} | {status?: number; body: unknown};

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Who may call: anyone (keys are not checked), anyone with or without a key, or only owners of a key. */
export type Access = 'open' | 'optional' | 'key';

export interface Route {
  method: string;
  /** `:name` matches one segment. */
  path: string;
  /** Header versions that reach this handler; defaults to all. */
  versions?: readonly string[];
  access: Access;
  handler: Handler;
  /** Requests per minute, instead of the general limit. */
  limit?: number;
}
