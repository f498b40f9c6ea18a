import {onTestFinished, vi} from 'vitest';
import type {BookingView} from '../../../src/core/model/wire.ts';

/** The proxy's side of one open stream. */
class FakeStream {
  readonly url: string;
  readonly headers: Headers;
  isOpen = true;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #seq = 0;

  constructor(url: string, init: RequestInit) {
    this.url = url;
    this.headers = new Headers(init.headers);
    init.signal?.addEventListener('abort', () => {
      this.isOpen = false;
      this.#controller.error(init.signal?.reason);
    });
  }

  answer(): Response {
    const body = new ReadableStream<Uint8Array>({start: controller => void (this.#controller = controller)});
    return new Response(body, {headers: {'content-type': 'text/event-stream'}});
  }

  send(view: BookingView, event: 'snapshot' | 'state' = this.#seq === 0 ? 'snapshot' : 'state'): void {
    const seq = view.state === 'unknown' ? 0 : (this.#seq += 1);
    this.#write(`id: ${seq}\nevent: ${event}\ndata: ${JSON.stringify({event, seq, view})}\n\n`);
  }

  cut(): void {
    this.isOpen = false;
    this.#controller.error(new TypeError('network error'));
  }

  #write(text: string): void {
    this.#controller.enqueue(new TextEncoder().encode(text));
  }
}

/** Stands where the network is: streams the test can write to, and answers by path for the rest. */
export function fakeProxy(answers: Record<string, (init: RequestInit) => Response> = {}) {
  const streams: FakeStream[] = [];
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input), location.href);
    asked.push(`${init.method ?? 'GET'} ${url.pathname}`);
    const answer = answers[url.pathname];
    if (answer) return answer(init);
    if (!url.pathname.endsWith('/live')) throw new TypeError('Failed to fetch');
    const stream = new FakeStream(url.href, init);
    streams.push(stream);
    return stream.answer();
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return {
    asked,
    streams,
    /** The newest stream, once there are so many. */
    stream: (count = 1) =>
      vi.waitFor(() => {
        if (streams.length < count) throw new Error(`${streams.length} of ${count} streams were opened.`);
        return streams[count - 1]!;
      }),
  };
}
