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

/** What may be set on `<booking-inline>`: its properties. */
export type InlineProps = Partial<Pick<BookingInline, Embed>>;
/** What may be set on `<booking-popup>`; what opens it is a child with `slot="trigger"`. */
export type PopupProps = Partial<Pick<BookingPopup, Popup>>;
/** What may be set on `<booking-form>`. */
export type FormProps = Partial<Pick<BookingForm, Form>>;
/** What may be set on `<booking-status>`. */
export type StatusProps = Partial<Pick<BookingStatus, Status>>;

/** The elements a page is made of, with what may be set on each. */
export interface Elements {
  'booking-inline': {element: BookingInline; props: InlineProps};
  'booking-popup': {element: BookingPopup; props: PopupProps};
  'booking-form': {element: BookingForm; props: FormProps};
  'booking-status': {element: BookingStatus; props: StatusProps};
}

/** Every event of the kit: its name → its class. */
export type BookingEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `booking-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** Properties by the names of their attributes: `cal-link` for `calLink`. */
export type Attributes<Props> = {[Name in keyof Props & string as Kebab<Name>]?: Props[Name]};
