import {BookingForm, BookingInline, BookingPopup} from 'booking-elements/react';
import {api, origin} from '../../stand-in.ts';

export function Booking({theme, tell}: {theme: 'light' | 'dark'; tell: (text: string) => void}) {
  return (
    <>
      <BookingInline calLink="rick/30min" origin={origin} style={{minHeight: 600}} prefill={{name: 'Ada'}}
        config={{theme, hideEventTypeDetails: false}}
        onBookingCreated={({booking, accepted}) => tell(`booked ${booking.uid}, accepted ${accepted}`)}>
        <a href="https://cal.com/rick/30min">Book on Cal.com</a>
      </BookingInline>

      <BookingPopup calLink="rick/30min" origin={origin} theme={theme} onBookingClose={({reason}) => tell(`closed by ${reason}`)}>
        <button slot="trigger" type="button">Book a time</button>
      </BookingPopup>

      <BookingForm calLink="rick/30min" api={api} theme={theme} prefill={{name: 'Ada'}}
        onBookingCreated={({booking}) => tell(`booked ${booking.title}`)} />
    </>
  );
}
