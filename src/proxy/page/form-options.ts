import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {Messages} from '../../core/words/messages.ts';
import type {PickView} from '../../core/page/pick-view.ts';
import type {Answers, Day, EventType, Instant, Month, Slot} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';

/** The options of `renderBookingForm`. */
export interface BookingFormOptions {
  eventType: EventType;
  /** Free times in order, at least those of the displayed month. */
  slots: readonly Slot[];
  /** The URL the form is sent to: the proxy's `/form`, as the browser reaches it. */
  action: string;
  /** The current time; past days cannot be chosen. */
  now: Instant;
  /**
   * The site's page that contains the form: links lead to it, and the visitor returns to it. Defaults to the proxy's
   * own.
   */
  page?: string | undefined;
  /** "user/slug" or "team/team-slug/slug". Defaults to the event type's number. */
  calLink?: string | undefined;
  /** Base URL of the proxy for the element that takes over. Without it no element takes over. */
  proxy?: string | undefined;
  /** BCP 47 tag. Defaults to `en`. */
  locale?: string | undefined;
  /** Overrides for the catalogue's messages, e.g. of a locale that was not registered. */
  words?: Partial<Messages> | undefined;
  /** IANA time zone of the times. Defaults to the event type's own, or else to UTC. */
  timeZone?: string | undefined;
  /** Whether the visitor chose the time zone; links and the element then keep it. */
  zoneChosen?: boolean | undefined;
  theme?: 'light' | 'dark' | 'auto' | undefined;
  /** Nonce of the style sheets, for a Content-Security-Policy; `bookingFormStyleHashes` works as well. */
  nonce?: string | undefined;
  /** Level of the title, 1 to 3. Defaults to 2. */
  headingLevel?: 1 | 2 | 3 | undefined;
  month?: Month | undefined;
  day?: Day | undefined;
  /** The chosen time; the form then asks the questions. */
  slot?: Instant | undefined;
  /** The length in minutes, if visitors may choose it. */
  duration?: number | undefined;
  /** The number of dates of a series. */
  count?: number | undefined;
  /** The answers entered so far. */
  answers?: Answers | undefined;
  /** The same as form fields, kept while the visitor chooses another time. */
  typed?: readonly (readonly [name: string, value: string])[] | undefined;
  /** Invalid answers: question slug → reason. */
  problems?: Readonly<Record<string, string>> | undefined;
  /** A message shown above the form. */
  notice?: FormNotice | undefined;
  /** Id of the attempt, so that it books once however often it is sent. */
  attempt?: string | undefined;
  /** The time of an earlier attempt whose outcome is unknown. */
  unsure?: Instant | undefined;
  checkoutToken?: string | undefined;
  /** ISO 3166 code for phone numbers without a country code. Defaults to a guess from the time zone and the locale. */
  phoneCountry?: string | undefined;
  metadata?: Readonly<Record<string, string>> | undefined;
  /**
   * The booking that was made; replaces the form. `href` shows it again, `missed` are days of a series without a
   * booking.
   */
  booked?: {view: BookingView; href: string; missed?: readonly Day[]} | undefined;
}

/** A problem to report. */
export interface FormNotice {
  code: ErrorCode;
  /** The time that was taken meanwhile. */
  start?: Instant | undefined;
  /** Free times to offer instead. */
  instead?: readonly Slot[] | undefined;
  /** URL that shows the state of a booking that may have been made. */
  href?: string | undefined;
  /** After an unknown outcome: the time is taken now, most likely by the visitor's own booking. */
  isLikely?: boolean | undefined;
  /** Whether the visitor can only continue on the booking page. */
  isElsewhere?: boolean | undefined;
}

/** The options with their defaults, as the rendering functions use them. */
export interface PageView extends BookingFormOptions, PickView {
  /** Whether the form is in a shadow root, into which links to a field cannot lead. */
  inShadow: boolean;
  eventType: EventType;
  locale: string;
  timeZone: string;
  month: Month;
  day?: Day | undefined;
  duration?: number | undefined;
}
