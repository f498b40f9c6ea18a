import {startCal, type StartOptions} from '../../mocks/server.ts';

/**
 * Starts the stand-in on a free port of 127.0.0.1, without the rate limit and with the same uids in every run.
 * `key` is a valid API key of Rick's. Close it when the test ends.
 */
export async function startTestCal(options: StartOptions = {}) {
  const started = await startCal({seed: 1, rateLimit: false, retryScale: 0.001, ...options});
  return {...started, controls: started.cal.controls, key: 'cal_test_rick'};
}
