import type {BookingForm} from './form/booking-form.ts';
import type {BookingInline} from './inline/booking-inline.ts';
import type {BookingPopup} from './popup/booking-popup.ts';
import type {BookingStatus} from './status/booking-status.ts';

type Common =
  | 'calLink'
  | 'origin'
  | 'api'
  | 'proxy'
  | 'theme'
  | 'layout'
  | 'locale'
  | 'timeZone'
  | 'hideEventTypeDetails'
  | 'prefill'
  | 'metadata'
  | 'config';
type Embed = Common | 'transport' | 'loading' | 'timeoutMs' | 'forwardQueryParams';
type Popup =
  | Embed
  | 'open'
  | 'for'
  | 'floating'
  | 'buttonText'
  | 'buttonColor'
  | 'buttonTextColor'
  | 'buttonPosition'
  | 'hideButtonIcon';
type Form =
  | Common
  | 'eventTypeId'
  | 'duration'
  | 'rescheduleUid'
  | 'manageToken'
  | 'name'
  | 'bookOnSubmit'
  | 'valueOnly'
  | 'required'
  | 'checkoutToken'
  | 'phoneCountry';
type Status =
  | 'for'
  | 'bookingUid'
  | 'seatUid'
  | 'token'
  | 'manageToken'
  | 'calLink'
  | 'proxy'
  | 'api'
  | 'theme'
  | 'locale'
  | 'timeZone'
  | 'compact'
  | 'live'
  | 'view';

/** The properties of `<booking-inline>`. */
export type InlineProps = Partial<Pick<BookingInline, Embed>>;
/** The properties of `<booking-popup>`. A child with `slot="trigger"` opens it. */
export type PopupProps = Partial<Pick<BookingPopup, Popup>>;
/** The properties of `<booking-form>`. */
export type FormProps = Partial<Pick<BookingForm, Form>>;
/** The properties of `<booking-status>`. */
export type StatusProps = Partial<Pick<BookingStatus, Status>>;

/** The four main elements by tag name, each with its class and its properties. */
export interface Elements {
  'booking-inline': {element: BookingInline; props: InlineProps};
  'booking-popup': {element: BookingPopup; props: PopupProps};
  'booking-form': {element: BookingForm; props: FormProps};
  'booking-status': {element: BookingStatus; props: StatusProps};
}

/** Every event of the kit: event name → event class. */
export type BookingEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `booking-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** Properties keyed by their attribute names, e.g. `cal-link` for `calLink`. */
export type Attributes<Props> = {[Name in keyof Props & string as Kebab<Name>]?: Props[Name]};
