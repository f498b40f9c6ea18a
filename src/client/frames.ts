import {createParser, type EventSourceMessage} from 'eventsource-parser';
import {BookingError} from '../core/error.ts';
import type {BookingView, LiveFrame} from '../core/wire.ts';

export interface FrameReader {
  onFrame(frame: LiveFrame): void;
  /** Something arrived, be it only a heartbeat. */
  onBytes(): void;
  /** Milliseconds the server wants a lost client to wait. */
  onRetry(ms: number): void;
}

/** A view is small; a longer line is not ours. */
const maxBufferSize = 256 * 1024;

/**
 * Reads the frames of a live stream until it ends. Events it does not know are left out; throws `upstream_shape` for a
 * frame that cannot be read, and whatever broke the stream.
 */
export async function readFrames(body: ReadableStream<Uint8Array>, reader: FrameReader): Promise<void> {
  const parser = createParser({
    maxBufferSize,
    onEvent: message => {
      const frame = decodeFrame(message);
      if (frame) reader.onFrame(frame);
    },
    onRetry: ms => reader.onRetry(ms),
    onError: error => {
      if (error.type === 'max-buffer-size-exceeded') throw unreadable('a frame is too long', error);
    },
  });
  const decoder = new TextDecoder();
  const bytes = body.getReader();
  try {
    for (;;) {
      const {done, value} = await bytes.read();
      if (done) return;
      reader.onBytes();
      parser.feed(decoder.decode(value, {stream: true}));
    }
  } finally {
    void bytes.cancel().catch(() => {});
  }
}

/** The frame a message stands for; undefined for an event of a newer server. */
function decodeFrame({event, id, data}: EventSourceMessage): LiveFrame | undefined {
  if (event === 'expired' || event === 'stale') return {event};
  if (event !== 'snapshot' && event !== 'state') return undefined;
  const seq = Number(id);
  if (!id || !Number.isSafeInteger(seq) || seq < 0) throw unreadable(`"${id}" is not a number of a view`);
  return {event, seq, view: decodeView(data)};
}

function decodeView(data: string): BookingView {
  let frame: {view?: Partial<BookingView>} | null;
  try {
    frame = JSON.parse(data) as typeof frame;
  } catch (cause) {
    throw unreadable('a view is not JSON', cause);
  }
  const view = frame?.view;
  if (typeof view?.state !== 'string' || !Array.isArray(view.steps)) throw unreadable('a view has no state or no steps');
  return view as BookingView;
}

function unreadable(why: string, cause?: unknown): BookingError {
  return new BookingError('upstream_shape', `The live stream cannot be read: ${why}.`, {cause});
}
