import {EventSourceParserStream} from 'eventsource-parser/stream';
import type {LiveFrame} from '../../../src/core/model/wire.ts';
import type {After} from '../../../src/proxy/live/bursts.ts';

/** Time without any pauses: nothing is held back as part of a burst. */
export const atOnce: After = (_ms, callback) => {
  callback();
  return () => {};
};

/** Reads a live stream frame by frame. */
export interface FrameReader {
  /** The next frame; undefined when the stream has ended. */
  next(): Promise<LiveFrame | undefined>;
  /** The next frames, as many as asked for. */
  take(count: number): Promise<LiveFrame[]>;
  /** All that comes until the stream ends. */
  rest(): Promise<LiveFrame[]>;
  cancel(): Promise<void>;
}

export function readFrames(body: ReadableStream<Uint8Array<ArrayBuffer>>): FrameReader {
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  async function next(): Promise<LiveFrame | undefined> {
    const {value} = await reader.read();
    if (!value) return undefined;
    const frame = JSON.parse(value.data) as LiveFrame;
    if (frame.event !== value.event || ('seq' in frame && String(frame.seq) !== value.id?.split(':').at(-1)))
      throw new Error(`The frame's lines disagree with its data: ${JSON.stringify(value)}`);
    return frame;
  }
  return {
    next,
    async take(count) {
      const frames: LiveFrame[] = [];
      while (frames.length < count) frames.push((await next())!);
      return frames;
    },
    async rest() {
      const frames: LiveFrame[] = [];
      for (let frame = await next(); frame; frame = await next()) frames.push(frame);
      return frames;
    },
    cancel: () => reader.cancel(),
  };
}
