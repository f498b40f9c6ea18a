import {BookingError} from '../../core/model/error.ts';
import type {BookingView, LiveFrame} from '../../core/model/wire.ts';

export interface FrameReader {
  /** A frame, and where it stands: what `Last-Event-ID` takes. */
  onFrame(frame: LiveFrame, id: string): void;
  /** Something arrived, be it only a heartbeat. */
  onBytes(): void;
  /** Milliseconds the server wants a lost client to wait. */
  onRetry(ms: number): void;
}

/** A view is small; a longer frame is not ours. */
const longest = 256 * 1024;

/**
 * Reads the frames of a live stream until it ends. Events it does not know are left out; throws `upstream_shape` for a
 * frame that cannot be read, and whatever broke the stream.
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
      // A line may end in CR, LF or both, and what is here may begin between them.
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
  // Other events are those of a newer server.
  if (event === 'snapshot' || event === 'state') onFrame(decodeFrame(event, id, data), id);
}

/** The frame with a view that a message stands for. Throws `upstream_shape`. */
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
