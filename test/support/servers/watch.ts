import {loadContract, type SentCall} from '../contract.ts';

/** What the tests give to their proxies, and nobody may read. */
const secret =
  /cal_(?:test_rick|demo_key|flow_key|serve|cluster_key)\b|whsec_\w+|(?:webhook|signing|checkout)-secret-of-|-token-of-the-test-suite/;
/** No secret is longer. */
const longest = 100;

const contract = loadContract();

/** Looks at all that proxies send to Cal.com, and at all that others get to read of them. */
export interface Watch {
  /** A request to Cal.com with the text of its body. */
  sent(request: Request, text: string): SentCall;
  /** Something that was answered, logged or printed. */
  read(text: string): void;
  /** The same answer, looked at while it is read. */
  answered(response: Response): Response;
  /** Throws when Cal.com's document, where it is at hand, does not know a request, or a secret could be read. */
  end(): void;
}

export function createWatch(): Watch {
  const unknown = new Set<string>();
  const leaks: string[] = [];

  function read(text: string): void {
    const [found] = secret.exec(text) ?? [];
    if (found !== undefined) leaks.push(text.slice(0, 200).replaceAll(found, '…'));
  }

  return {
    read,
    sent(request, text) {
      const call = {
        method: request.method,
        url: new URL(request.url),
        key: request.headers.has('authorization'),
        version: request.headers.get('cal-api-version'),
        body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
      };
      for (const problem of contract?.(call) ?? []) unknown.add(problem);
      return call;
    },
    answered(response) {
      read(JSON.stringify([...response.headers]));
      if (!response.body) return response;
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let tail = '';
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const {value, done} = await reader.read();
            if (done) return controller.close();
            const text = tail + decoder.decode(value, {stream: true});
            read(text);
            tail = text.slice(-longest);
            controller.enqueue(value);
          },
          cancel: reason => reader.cancel(reason),
        },
        {highWaterMark: 0},
      );
      return new Response(body, response);
    },
    end() {
      if (leaks.length > 0) throw new Error(`A secret could be read ${leaks.length} times: ${leaks[0]}`);
      if (unknown.size > 0) throw new Error(`Calls Cal.com does not know: ${[...unknown].join('; ')}`);
    },
  };
}
