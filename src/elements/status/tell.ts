import type {BookingError} from '../../core/model/error.ts';
import type {MessageKey} from '../../core/words/messages.ts';
import {formatDateTime} from '../../core/time/date-time.ts';
import type {BookingView, Step} from '../../core/model/wire.ts';
import type {Translate} from '../base/locale.ts';
import {stepNews} from './render-steps.ts';

/** Message key of the title: the state, or why it is not known. */
export function titleOf(
  view: BookingView | undefined,
  {error, isFollowing}: {error?: BookingError | undefined; isFollowing: boolean},
): MessageKey {
  const {state = 'unknown', uid, rescheduleExpected} = view ?? {};
  if (state === 'cancelled' && rescheduleExpected) return 'status.reschedule_expected';
  if (state !== 'unknown') return `status.${state}`;
  if (error) return 'status.failed';
  if (uid !== undefined) return 'status.unknown';
  return isFollowing && !view ? 'status.loading' : 'status.none';
}

/** A change in words. */
export type News = (t: Translate, locale: string, timeZone: string) => string;

/** The announcement of a change for screen readers; undefined if the title announces it already. */
export function tellChange(
  before: BookingView | undefined,
  {state, start}: BookingView,
  steps: readonly Step[],
): News | undefined {
  if (!before || state !== before.state) return undefined;
  if (start && before.start && start !== before.start)
    return (t, locale, timeZone) => `${t('step.rescheduled')}: ${formatDateTime(start, timeZone, locale)}`;
  return steps.length > 0 ? t => steps.map(step => stepNews(step, t)).join('. ') : undefined;
}
