import type {LiveFrame} from '../../core/model/wire.ts';
import type {LoggedView} from '../store/store.ts';

/** Bytes as sent over the network. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** The first bytes of a stream: the delay before a browser's own EventSource reconnects. */
export const opening = encoder.encode('retry: 3000\n\n');
/** A comment that keeps intermediaries from closing an idle stream. */
export const heartbeat = encoder.encode(': \n\n');

/** One frame of a stream. JSON has no line breaks of its own, so the data is always one line. */
export function toFrame(frame: LiveFrame, id?: string): Bytes {
  return encoder.encode(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${frame.event}\ndata: ${JSON.stringify(frame)}\n\n`,
  );
}

const encoded = new WeakMap<LoggedView, Map<string, Bytes>>();

/** The `state` frame of a logged view, encoded once for all streams that send it under the same id. */
export function toStateFrame(logged: LoggedView, id: string): Bytes {
  let frames = encoded.get(logged);
  if (!frames) encoded.set(logged, (frames = new Map()));
  let bytes = frames.get(id);
  if (!bytes) frames.set(id, (bytes = toFrame({event: 'state', seq: logged.seq, view: logged.view}, id)));
  return bytes;
}
