import type {LiveFrame} from '../../core/model/wire.ts';
import type {LoggedView} from '../store/store.ts';

/** What goes over the wire. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** The first bytes of a stream: how long a browser's own EventSource waits before it connects again. */
export const opening = encoder.encode('retry: 3000\n\n');
/** A comment that keeps middlemen from closing a quiet stream. */
export const heartbeat = encoder.encode(': \n\n');

/** One frame of a stream. JSON has no line breaks of its own, so the data is one line whatever a view holds. */
export function toFrame(frame: LiveFrame, id?: string): Bytes {
  return encoder.encode(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${frame.event}\ndata: ${JSON.stringify(frame)}\n\n`,
  );
}

const encoded = new WeakMap<LoggedView, Map<string, Bytes>>();

/** The `state` frame of a logged view, encoded once for all streams it goes to under the same id. */
export function toStateFrame(logged: LoggedView, id: string): Bytes {
  let frames = encoded.get(logged);
  if (!frames) encoded.set(logged, (frames = new Map()));
  let bytes = frames.get(id);
  if (!bytes) frames.set(id, (bytes = toFrame({event: 'state', seq: logged.seq, view: logged.view}, id)));
  return bytes;
}
