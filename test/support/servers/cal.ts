import {startCal, type StartOptions} from '../../../mocks/server.ts';
import {createWatch} from './watch.ts';

/**
 * Starts the stand-in on a free port of 127.0.0.1, without the rate limit and with the same uids in every run and
 * after every reset, unless it is to have new ones.
 * `key` is a valid API key of Rick's. Close it when the test ends; that fails when a proxy sent what Cal.com's document
 * does not know. Proxies are told from others by the request id, which a browser could not send.
 */
export async function startTestCal({hasNewUids = false, ...options}: StartOptions & {hasNewUids?: boolean} = {}) {
  const started = await startCal({...(hasNewUids ? {} : {seed: 1}), rateLimit: false, retryScale: 0.001, ...options});
  const {cal} = started;
  const {fetch} = cal;
  const watch = createWatch();
  const {basePath} = cal.world.options;
  Object.assign(cal, {
    async fetch(request: Request) {
      if (request.headers.has('x-request-id'))
        watch.sent(
          new Request(request.url.replace(`${basePath}/v2/`, '/v2/'), {
            method: request.method,
            headers: request.headers,
          }),
          await request.clone().text(),
        );
      return fetch(request);
    },
  });
  return {
    ...started,
    controls: cal.controls,
    key: 'cal_test_rick',
    async close() {
      await started.close();
      watch.end();
    },
  };
}
