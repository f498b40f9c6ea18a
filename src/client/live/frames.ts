import {BookingError} from '../../core/model/error.ts';
import type {BookingView, LiveFrame} from '../../core/model/wire.ts';

export interface FrameReader {
  /** A frame and its position, the value of `Last-Event-ID`. */
  onFrame(frame: LiveFrame, id: string): void;
  /** Bytes arrived, perhaps only a heartbeat. */
  onBytes(): void;
  /** Milliseconds a disconnected client should wait, as the server says. */
  onRetry(ms: number): void;
}

/** Views are small; a longer frame is not one. */
const longest = 256 * 1024;

/**
 * Reads the frames of a live stream until it ends. Ignores unknown events. Throws `upstream_shape` for an invalid
 * frame, or the error that broke the stream.
 */
export async function readFrames(body: ReadableStream<Uint8Array>, reader: FrameReader): Promise<void> {
  const decoder = new TextDecoder();
  const bytes = body.getReader();
  let text = '';
  let message: Record<string, string> = {};
  let size = 0;
  let endsInCr = false;
  try {
    for (;;) {
      const {done, value} = await bytes.read();
      if (done) return;
      reader.onBytes();
      const part = decoder.decode(value, {stream: true});
      // A line may end in CR, LF or both, and this chunk may begin between the two.
      const [rest = '', ...lines] = (endsInCr && part.startsWith('\n') ? part.slice(1) : part).split(/\r\n|\n|\r/);
      if (part) endsInCr = part.endsWith('\r');
      lines.unshift(text + rest);
      text = lines.pop()!;
      if (text.length > longest) throw unreadable('a frame is too long');
      for (const line of lines) {
        if (line === '') {
          take(message, reader);
          message = {};
          size = 0;
        } else {
          if ((size += line.length + 1) > longest) throw unreadable('a frame is too long');
          const [, name = '', field = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!;
          message[name] = name === 'data' && 'data' in message ? `${message[name]}\n${field}` : field;
        }
      }
    }
  } finally {
    void bytes.cancel().catch(() => {});
  }
}

function take({event, id = '', data = '', retry = ''}: Record<string, string>, {onFrame, onRetry}: FrameReader): void {
  if (/^\d+$/.test(retry)) onRetry(Number(retry));
  if (event === 'expired' || event === 'stale') onFrame({event}, '');
  // Other events come from a newer server.
  if (event === 'snapshot' || event === 'state') onFrame(decodeFrame(event, id, data), id);
}

/** Converts a message to a frame with a view. Throws `upstream_shape`. */
export function decodeFrame(event: 'snapshot' | 'state', id: string, data: string): LiveFrame {
  const seq = /^(?:[\w-]+:)?(\d{1,15})$/.exec(id)?.[1];
  if (!seq) throw unreadable(`"${id}" is not a number of a view`);
  let view: Partial<BookingView> | undefined;
  try {
    view = (JSON.parse(data) as {view?: Partial<BookingView>} | null)?.view;
  } catch (cause) {
    throw unreadable('a view is not JSON', cause);
  }
  if (typeof view?.state !== 'string' || !Array.isArray(view.steps))
    throw unreadable('a view has no state or no steps');
  return {event, seq: Number(seq), view: view as BookingView};
}

function unreadable(why: string, cause?: unknown): BookingError {
  return new BookingError('upstream_shape', `The live stream cannot be read: ${why}.`, {cause});
}
