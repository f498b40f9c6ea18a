import {fillMessage, translate} from '../../core/words/messages.ts';
import {writeDescription} from '../../core/page/write-description.ts';
import {writeHeading} from '../../core/page/html.ts';
import {openPick} from '../../core/page/open-pick.ts';
import {prefilled} from '../../core/flow/questions.ts';
import {withoutObstacle} from '../../core/flow/rules/obstacles.ts';
import {zoneOfTimes} from '../../core/flow/rules/zone-lock.ts';
import {dayOf} from '../../core/time/time.ts';
import {choice} from './address.ts';
import type {BookingFormOptions, PageView} from './form-options.ts';
import './serve/words.ts';

/** Fills in defaults: the first day with free times, and its month. */
export function toView(options: BookingFormOptions & {inShadow?: boolean}): PageView {
  const {slots, locale = 'en', words = {}, slot, headingLevel = 2, answers = {}} = options;
  const eventType = withoutObstacle(options.eventType, question => prefilled(question, answers) !== undefined);
  const timeZone = zoneOfTimes(eventType, options.timeZone ?? 'UTC');
  const day = slot === undefined ? options.day : dayOf(slot, timeZone);
  const view: PageView = {
    ...options,
    eventType,
    inShadow: options.inShadow === true,
    locale,
    timeZone,
    zoneStyle: 'longGeneric',
    ...openPick({eventType, slots, timeZone, now: options.now, day, month: options.month, duration: options.duration}),
    t(key, values = {}) {
      const message = words[key];
      return message === undefined ? translate(key, values, locale) : fillMessage(message, values, locale);
    },
    describe: writeDescription,
    heading: (below, written, text) => writeHeading(headingLevel + below, written, text),
    choose: (...args) => choice(view, ...args),
  };
  return view;
}
