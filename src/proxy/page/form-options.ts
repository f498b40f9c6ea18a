import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {Messages} from '../../core/words/messages.ts';
import type {PickView} from '../../core/page/pick-view.ts';
import type {Answers, Day, EventType, Instant, Month, Slot} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';

/** What `renderBookingForm` is told. */
export interface BookingFormOptions {
  eventType: EventType;
  /** Free times in order; those of the month on show at least. */
  slots: readonly Slot[];
  /** Where the form is sent: the proxy's `/form`, as the page reaches it. */
  action: string;
  /** The present; past days cannot be chosen. */
  now: Instant;
  /** The page the form stands in, when that is not the proxy's own: its links lead there, and the visitor comes back to it. */
  page?: string | undefined;
  /** "user/slug" or "team/team-slug/slug"; without it the event type is told by its number. */
  calLink?: string | undefined;
  /** Base address of the proxy for the element that takes over; nothing takes over without it. */
  proxy?: string | undefined;
  /** BCP 47 tag; `en` without it. */
  locale?: string | undefined;
  /** Words instead of the catalogue's, such as a locale's that was not registered. */
  words?: Partial<Messages> | undefined;
  /** IANA zone of the times; the event type's own or UTC without it. */
  timeZone?: string | undefined;
  /** The visitor chose the zone: links keep it, and so does the element. */
  zoneChosen?: boolean | undefined;
  theme?: 'light' | 'dark' | 'auto' | undefined;
  /** Of the style sheets, for pages whose Content-Security-Policy asks for one; `bookingFormStyleHashes` will do as well. */
  nonce?: string | undefined;
  /** 1 to 3, of the title; 2 without it. */
  headingLevel?: 1 | 2 | 3 | undefined;
  month?: Month | undefined;
  day?: Day | undefined;
  /** The chosen time: the questions are asked. */
  slot?: Instant | undefined;
  /** Minutes, where a visitor may choose. */
  duration?: number | undefined;
  /** How many dates of a series. */
  count?: number | undefined;
  /** What was typed so far. */
  answers?: Answers | undefined;
  /** The same as fields of the form, while another time is chosen. */
  typed?: readonly (readonly [name: string, value: string])[] | undefined;
  /** What is wrong: question slug → reason. */
  problems?: Readonly<Record<string, string>> | undefined;
  /** What the visitor is told before anything else. */
  notice?: FormNotice | undefined;
  /** Names the try to book, so that it books once however often it is sent. */
  attempt?: string | undefined;
  checkoutToken?: string | undefined;
  /** ISO 3166 code of phone numbers written without their country's; else the zone of the times and the locale tell. */
  phoneCountry?: string | undefined;
  metadata?: Readonly<Record<string, string>> | undefined;
  /** What became of the booking: the form is over. `href` shows it again, `missed` are days of a series without one. */
  booked?: {view: BookingView; href: string; missed?: readonly Day[]} | undefined;
}

/** What went wrong. */
export interface FormNotice {
  code: ErrorCode;
  /** The time that was lost. */
  start?: Instant | undefined;
  /** Free times to offer instead. */
  instead?: readonly Slot[] | undefined;
  /** Shows the state of what may have been booked. */
  href?: string | undefined;
  /** Only Cal.com's own page can go on. */
  isElsewhere?: boolean | undefined;
}

/** The options with their defaults, as the pieces of the page read them. */
export interface PageView extends BookingFormOptions, PickView {
  /** Links to a field do not reach into a shadow root. */
  inShadow: boolean;
  eventType: EventType;
  locale: string;
  timeZone: string;
  month: Month;
  day?: Day | undefined;
  duration?: number | undefined;
}
