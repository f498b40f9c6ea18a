import 'booking-elements/define/booking-form';
import 'booking-elements/define/booking-inline';
import 'booking-elements/define/booking-popup';
import {api, origin} from '../../stand-in.ts';

export function Booking(props: {theme: 'light' | 'dark'; tell: (text: string) => void}) {
  return (
    <>
      <booking-inline cal-link="rick/30min" prop:origin={origin} prop:theme={props.theme} prop:prefill={{name: 'Ada'}}
        on:booking-created={({booking, accepted}) => props.tell(`booked ${booking.uid}, accepted ${accepted}`)}>
        <a href="https://cal.com/rick/30min">Book on Cal.com</a>
      </booking-inline>

      <booking-popup cal-link="rick/30min" prop:origin={origin} prop:theme={props.theme}
        on:booking-close={({reason}) => props.tell(`closed by ${reason}`)}>
        <button slot="trigger" type="button">Book a time</button>
      </booking-popup>

      <booking-form cal-link="rick/30min" prop:api={api} prop:theme={props.theme} prop:prefill={{name: 'Ada'}}
        on:booking-created={({booking}) => props.tell(`booked ${booking.title}`)} />
    </>
  );
}
