import {domainToASCII} from 'node:url';
import {sendCodeRequest} from '../../core/cal/requests/booking-requests.ts';
import {looseObject} from '../../core/cal/read.ts';
import {BookingError} from '../../core/model/error.ts';
import {calls} from '../observe/call.ts';
import {createMeter} from '../guard/meter.ts';
import {LostAnswer, type Upstream} from './upstream/upstream.ts';

/** Has Cal.com send a code to the e-mail address that a visitor wants to book with, always without the key. */
export interface Codes {
  /** Rejects with `rate_limited` when one visitor, one address or all together asked for too many. */
  send(email: string, language?: string): Promise<void>;
}

/** Cal.com answers so where its operator turned the sending of codes off. */
function notSent(): BookingError {
  return new BookingError('upstream_version', 'Cal.com sent no code: book on its own page instead.', {status: 502});
}

const windowMs = 10 * 60_000;
/** In ten minutes: enough for a typing mistake and a lost mail, too little to fill a stranger's mailbox; and one in a minute. */
const limit = {visitor: 5, email: 3};
const minuteMs = 60_000;
const tooMany = 'Too many codes were asked for: use the last one, or wait.';

/**
 * Where mail to an address arrives: what follows a plus does not count, nor capitals, nor dots at Gmail, nor whether a
 * domain is written in letters of its language or in ASCII.
 */
export function mailboxOf(email: string): string {
  const [name = '', domain = ''] = email
    .normalize('NFKC')
    .toLowerCase()
    .split(/@(?=[^@]*$)/);
  const ascii = (domainToASCII(domain) || domain).replace(/\.$/, '');
  const host = ascii === 'googlemail.com' ? 'gmail.com' : ascii;
  const own = name.split('+')[0]!;
  return `mailbox ${host === 'gmail.com' ? own.replaceAll('.', '') : own}@${host}`;
}

/**
 * Sends at most three codes a minute, as many as Cal.com sends to all who share the proxy's address. The call is in no
 * document of Cal.com's and may go (cal-api.md §2.11): it is refused with `upstream_version` then, and whoever asked
 * goes on at Cal.com's own page.
 */
export function createCodes(upstream: Upstream, now: () => number): Codes {
  const byVisitor = [createMeter(1, minuteMs, now, tooMany), createMeter(limit.visitor, windowMs, now, tooMany)];
  const byMailbox = [createMeter(1, minuteMs, now, tooMany), createMeter(limit.email, windowMs, now, tooMany)];
  return {
    async send(email, language) {
      for (const count of byVisitor) count(calls.getStore()?.visitor ?? '');
      for (const count of byMailbox) count(mailboxOf(email));
      try {
        const {data} = await upstream.send(sendCodeRequest(email, language), {priority: 'booking', bucket: 'codes'});
        if (looseObject(data)['sent'] === false) throw notSent();
      } catch (error) {
        // A second mail does no harm, so nobody has to find out about the first.
        if (!(error instanceof LostAnswer)) throw error;
        throw new BookingError(
          'upstream_down',
          'Cal.com did not say whether it sent a code: look for it, or ask for another.',
          {status: 502, cause: error},
        );
      }
    },
  };
}
