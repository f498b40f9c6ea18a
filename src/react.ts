export {
  BookingForm, BookingInline, BookingPopup, BookingStatus, type FormProps, type InlineProps, type PopupProps, type StatusProps,
} from './react/components.ts';
export type {EventProps, PageProps} from './react/wrap.ts';
