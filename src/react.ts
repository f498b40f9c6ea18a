export type {FormProps, InlineProps, PopupProps, StatusProps} from './elements/props.ts';
export {BookingForm, BookingInline, BookingPopup, BookingStatus} from './react/components.ts';
export type {EventProps, PageProps} from './react/wrap.ts';
