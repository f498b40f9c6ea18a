import type {Cursor} from './chain.ts';
import {follow, type Source} from './follow.ts';
import {heartbeat, opening, toFrame, type Bytes} from './frames.ts';
import type {LiveToken} from './tokens.ts';

/** How much may wait for a client that does not read, in bytes. */
const queueLimit = 256 * 1024;
const heartbeatMs = 15_000;
const streamMs = 10 * 60_000;

/**
 * The stream of one token's topic: what came after `cursor`, or a snapshot, then each new view. It ends with `expired`
 * when the token does, without a word after about ten minutes (so that servers can be replaced), and with an error for
 * a client that does not read; the client goes on from its last frame with another stream. `onLeave` is called once
 * when it is over, however that comes.
 */
export function relay(source: Source, {topic, expiresAt}: LiveToken, cursor: Cursor | undefined, now: number, onLeave = () => {}): ReadableStream<Bytes> {
  let leave = () => {};

  function start(controller: ReadableStreamDefaultController<Bytes>): void {
    let open = true;
    let stopFollowing: (() => void) | undefined;

    leave = () => {
      open = false;
      clearInterval(beat);
      clearTimeout(timer);
      stopFollowing?.();
      part();
      onLeave();
    };
    function send(bytes: Bytes): void {
      if (!open) return;
      if (controller.desiredSize! > 0) return controller.enqueue(bytes);
      fail(new Error('The client does not read its stream.'));
    }
    function fail(error: unknown): void {
      if (!open) return;
      leave();
      controller.error(error);
    }
    function end(): void {
      leave();
      controller.close();
    }

    const lifetimeMs = streamMs * (0.9 + 0.2 * Math.random());
    const tokenMs = expiresAt - now;
    const timer = setTimeout(() => {
      if (tokenMs <= lifetimeMs) send(toFrame({event: 'expired'}));
      if (open) end();
    }, Math.min(tokenMs, lifetimeMs)).unref();
    const beat = setInterval(() => send(heartbeat), heartbeatMs).unref();
    const part = source.hub.join(end);

    send(opening);
    stopFollowing = follow(source, topic, cursor, {send, fail});
  }

  return new ReadableStream<Bytes>({start, cancel: () => leave()}, new ByteLengthQueuingStrategy({highWaterMark: queueLimit}));
}
