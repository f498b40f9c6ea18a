import type {Console} from '../../cal/account/console.ts';
import type {Line} from '../terminal.ts';

const skewLimitMs = 30_000;

/** Checks that Cal.com is reachable, accepts the key, and agrees about the time. */
export async function checkCal(console: Console, now: () => number): Promise<Line[]> {
  const {status, reason, date} = await console.ask({method: 'GET', path: '/v2/me'});
  const at = now();
  return [toKeyLine(status, reason), ...(date === undefined ? [] : [toClockLine(at - date)])];
}

function toKeyLine(status: number, reason: string): Line {
  const name = 'key';
  if (reason === '') return {name, status: 'ok', message: 'Cal.com answers and accepts the API key.'};
  if (status === 401)
    return {
      name,
      status: 'fail',
      message: 'Cal.com rejects the API key and every request made with it.',
      todo: 'create a new one in Cal.com under Settings, API keys, and put it into CAL_API_KEY.',
    };
  if (status === 403)
    return {
      name,
      status: 'fail',
      message: `The API key cannot read its owner: ${reason}.`,
      todo: 'use a key of the account that offers the event types.',
    };
  if (status === 429)
    return {
      name,
      status: 'warn',
      message: 'Cal.com received too many calls with this key.',
      todo: 'wait a minute and run doctor again.',
    };
  if (status === 0)
    return {
      name,
      status: 'fail',
      message: `Cal.com's API cannot be reached: ${reason}.`,
      todo: 'check CAL_API_URL, the name server and the firewall.',
    };
  return {
    name,
    status: 'fail',
    message: `CAL_API_URL does not answer like Cal.com's API: ${reason}.`,
    todo: "use https://api.cal.com, https://api.cal.eu or your own Cal.com's API.",
  };
}

function toClockLine(aheadMs: number): Line {
  const name = 'clock';
  // The Date header has a resolution of one second.
  if (Math.abs(aheadMs) <= skewLimitMs) return {name, status: 'ok', message: "The clock agrees with Cal.com's."};
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return {
    name,
    status: 'fail',
    message: `The clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Cal.com's: tokens expire too ${aheadMs > 0 ? 'late' : 'early'}.`,
    todo: 'let a time service set it, such as systemd-timesyncd or chrony.',
  };
}
