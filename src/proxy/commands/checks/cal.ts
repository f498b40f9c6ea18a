import type {Console} from '../../cal/account/console.ts';
import type {Line} from '../terminal.ts';

const skewLimitMs = 30_000;

/** Whether Cal.com can be reached, takes the key, and agrees about what time it is. */
export async function checkCal(console: Console, now: () => number): Promise<Line[]> {
  const {status, reason, date} = await console.ask({method: 'GET', path: '/v2/me'});
  const at = now();
  return [toKeyLine(status, reason), ...(date === undefined ? [] : [toClockLine(at - date)])];
}

function toKeyLine(status: number, reason: string): Line {
  const name = 'key';
  if (reason === '') return {name, status: 'ok', message: 'Cal.com answers and takes the API key.'};
  if (status === 401)
    return {
      name,
      status: 'fail',
      message: 'Cal.com refuses the API key, and with it everything that is asked.',
      todo: 'make a new one in Cal.com under Settings, API keys, and write it to CAL_API_KEY.',
    };
  if (status === 403)
    return {
      name,
      status: 'fail',
      message: `The API key may not ask whose it is: ${reason}.`,
      todo: 'use a key of the account that offers the event types.',
    };
  if (status === 429)
    return {
      name,
      status: 'warn',
      message: 'Cal.com has had too many calls with this key.',
      todo: 'wait a minute and ask again.',
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
    message: `CAL_API_URL does not answer as Cal.com's API does: ${reason}.`,
    todo: "write https://api.cal.com, https://api.cal.eu or your own Cal.com's API.",
  };
}

function toClockLine(aheadMs: number): Line {
  const name = 'clock';
  // The header counts whole seconds.
  if (Math.abs(aheadMs) <= skewLimitMs) return {name, status: 'ok', message: "The clock agrees with Cal.com's."};
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return {
    name,
    status: 'fail',
    message: `The clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Cal.com's: tokens end too ${aheadMs > 0 ? 'late' : 'early'}.`,
    todo: 'let a time service set it, such as systemd-timesyncd or chrony.',
  };
}
