import type {ErrorCode} from '../model/error-codes.ts';
import type {EventType} from '../model/types.ts';
import type {MessageKey, MessageValues} from './messages.ts';
import {formatPrice} from './price.ts';

/**
 * Why the visitor has to use the booking page: the event type's obstacle, a group of hosts, or an e-mail address that
 * has to be verified there.
 */
export type HandOver = NonNullable<EventType['handOver']> | 'group' | 'verify';

/** The messages of all reasons but the price. */
const handOverKeys: Readonly<Record<Exclude<HandOver, 'paid'>, MessageKey>> = {
  question: 'handover.question',
  hidden: 'handover.question',
  series: 'handover.elsewhere',
  account: 'error.auth_required',
  group: 'handover.group',
  verify: 'handover.verify',
};

/** Why the visitor has to use the booking page, in words. */
export function handOverText(
  reason: HandOver,
  {price}: Pick<EventType, 'price'>,
  locale: string,
  t: (key: MessageKey, values?: MessageValues) => string,
): string {
  if (reason === 'paid') return price ? t('form.paid', {price: formatPrice(price, locale)}) : '';
  return t(handOverKeys[reason]);
}

/** The label of the button that opens the booking page. */
export function handOverLabel(reason: HandOver): MessageKey {
  return reason === 'paid' ? 'handover.pay' : 'handover.open';
}

/** The messages of refusals after which only the booking page helps, where the error's own message is not enough. */
export const elsewhereKeys: Readonly<Partial<Record<ErrorCode, MessageKey>>> = {
  invalid_answers: handOverKeys.question,
  email_verification_required: handOverKeys.verify,
};
