/** One request as the client sent it. */
export interface Sent {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: unknown;
  signal: AbortSignal;
}

type Answer = Response | Error | ((sent: Sent) => Response | Promise<Response>);

/** An answer of Cal.com's shape. */
export function success(data: unknown, more: Record<string, unknown> = {}, status = 200): Response {
  return Response.json({status: 'success', data, ...more}, {status});
}

/** A `fetch` that answers in turn and remembers what it was asked. Honours the signal while an answer is pending. */
export function fakeFetch(...answers: Answer[]) {
  const sent: Sent[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const one: Sent = {
      method: init.method ?? 'GET',
      url: new URL(String(input)),
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? {body: JSON.parse(init.body) as unknown} : {}),
      signal: init.signal!,
    };
    sent.push(one);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer === undefined) throw new Error('fakeFetch: no answer is left.');
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer.clone();
    return Promise.race([
      answer(one),
      new Promise<never>((_, reject) => one.signal.addEventListener('abort', () => reject(one.signal.reason as Error))),
    ]);
  };
  return {fetch: fetch, sent};
}

/** An answer that never comes. */
export const never = () => new Promise<Response>(() => {});
