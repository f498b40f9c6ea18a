import {domainToASCII} from 'node:url';
import {sendCodeRequest} from '../../core/cal/requests/booking-requests.ts';
import {looseObject} from '../../core/cal/read.ts';
import {BookingError} from '../../core/model/error.ts';
import {calls} from '../observe/call.ts';
import {createMeter} from '../guard/meter.ts';
import {LostAnswer, type Upstream} from './upstream/upstream.ts';

/** Asks Cal.com to send a code to the e-mail address a visitor wants to book with. Never uses the key. */
export interface Codes {
  /** Rejects with `rate_limited` if a visitor, an address or all visitors together exceed their limit. */
  send(email: string, language?: string): Promise<void>;
}

/** The error when Cal.com's operator has disabled codes. */
function notSent(): BookingError {
  return new BookingError('upstream_version', 'Cal.com sent no code: use its booking page instead.', {status: 502});
}

const windowMs = 10 * 60_000;
/** Per ten minutes: enough for a typing mistake and a lost mail, too little to flood a stranger's mailbox. */
const limit = {visitor: 5, email: 3};
const minuteMs = 60_000;
const tooMany = 'Too many codes were requested: use the last one, or wait.';

/**
 * A key for the mailbox behind an address. Ignores the part after a plus, case, dots at Gmail, and whether a domain is
 * written in Unicode or ASCII.
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
 * Sends at most three codes a minute, which is Cal.com's limit for the proxy's address. The call is undocumented and
 * may be removed (cal-api.md §2.11): then it fails with `upstream_version`, and the visitor continues on the booking
 * page.
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
        // A second mail does no harm, so nothing checks whether the first was sent.
        if (!(error instanceof LostAnswer)) throw error;
        throw new BookingError(
          'upstream_down',
          'Cal.com did not confirm that it sent a code: check the mailbox, or request another.',
          {status: 502, cause: error},
        );
      }
    },
  };
}
