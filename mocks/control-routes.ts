import {answer} from './api/answer.ts';
import {readBody} from './api/body.ts';
import type {Controls} from './controls.ts';
import {CalRefusal, exception} from './errors.ts';
import type {FaultKind} from './faults.ts';
import {iso} from './world/time.ts';

type Action = (controls: Controls, body: Record<string, unknown>) => unknown;

const uid = (body: Record<string, unknown>) => String(body['uid']);
const reason = (body: Record<string, unknown>) => (typeof body['reason'] === 'string' ? body['reason'] : undefined);

const actions: Record<string, Action> = {
  confirm: (controls, body) => controls.confirm(uid(body)),
  reject: (controls, body) => controls.reject(uid(body), reason(body)),
  cancel: (controls, body) => controls.cancel(uid(body), reason(body), body['requestReschedule'] === true),
  pay: (controls, body) => controls.pay(uid(body)),
  ping: controls => controls.ping(),
  webhooks: async (controls, body) => {
    controls.webhooks(body);
    if (body['release'] === true) await controls.release();
  },
  down: (controls, body) => controls.down(body['on'] !== false, body['how'] === 'reset' ? 'reset' : 'unavailable'),
  'fail-next': (controls, body) => controls.failNext(body['kind'] as FaultKind),
  reset: controls => controls.reset(),
};

/**
 * Answers `/__control/…`: GET returns the state; POST calls a control with a JSON body and returns the state after it.
 */
export async function answerControl(
  controls: Controls,
  request: Request,
  name: string,
  now: number,
): Promise<Response> {
  try {
    const action = actions[name];
    if (request.method === 'POST' && action) {
      await action(controls, await readBody(request));
    } else if (request.method !== 'GET' || name !== 'state') {
      throw exception(404, `Cannot ${request.method} /__control/${name}`);
    }
    return answer(200, controls.state(), {});
  } catch (error) {
    if (!(error instanceof CalRefusal)) throw error;
    return answer(error.status, error.body(`/__control/${name}`, iso(now)), {});
  }
}
