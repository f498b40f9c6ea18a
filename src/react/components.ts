import type {BookingForm as FormElement} from '../elements/form/booking-form.ts';
import type {BookingInline as InlineElement} from '../elements/inline/booking-inline.ts';
import type {BookingPopup as PopupElement} from '../elements/popup/booking-popup.ts';
import type {BookingStatus as StatusElement} from '../elements/status/booking-status.ts';
import {wrap} from './wrap.ts';

type Common = 'calLink' | 'origin' | 'api' | 'proxy' | 'theme' | 'layout' | 'locale' | 'timeZone' | 'hideEventTypeDetails' | 'prefill' | 'metadata' | 'config';
type Embed = Common | 'transport' | 'loading' | 'timeoutMs' | 'forwardQueryParams';
type Popup = Embed | 'open' | 'for' | 'floating' | 'buttonText' | 'buttonColor' | 'buttonTextColor' | 'buttonPosition' | 'hideButtonIcon';

/** Props of `<BookingInline>`: the element's properties. */
export type InlineProps = Partial<Pick<InlineElement, Embed>>;
/** Props of `<BookingPopup>`; what opens it is a child with `slot="trigger"`. */
export type PopupProps = Partial<Pick<PopupElement, Popup>>;
/** Props of `<BookingForm>`. */
export type FormProps = Partial<Pick<FormElement, Common | 'eventTypeId' | 'name'>>;
/** Props of `<BookingStatus>`. */
export type StatusProps = Partial<Pick<StatusElement, 'for' | 'bookingUid' | 'token' | 'proxy' | 'api' | 'theme' | 'locale' | 'timeZone' | 'compact'>>;

/** Cal.com's booking page inside a React app. */
export const BookingInline = wrap<InlineElement, InlineProps>('booking-inline', () => import('../define/booking-inline.ts'));

/** Cal.com's booking page in a dialog. */
export const BookingPopup = wrap<PopupElement, PopupProps>('booking-popup', () => import('../define/booking-popup.ts'));

/** The white-label booking form. */
export const BookingForm = wrap<FormElement, FormProps>('booking-form', () => import('../define/booking-form.ts'));

/** The live state of a booking. */
export const BookingStatus = wrap<StatusElement, StatusProps>('booking-status', () => import('../define/booking-status.ts'));
