import {createElement, StrictMode, useRef, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {allowCalScripts} from '../../../src/elements/loading/allow-scripts.ts';
import {BookingInline, BookingPopup} from '../../../src/react.ts';

declare global {
  interface Window {
    told: string[];
  }
}

window.told = [];
const origin = new URLSearchParams(location.search).get('origin')!;
allowCalScripts(origin);

function App() {
  const [theme, setTheme] = useState<'light' | 'dark'>('dark');
  const [isShown, setShown] = useState(true);
  const [count, setCount] = useState(0);
  const popup = useRef<HTMLElementTagNameMap['booking-popup']>(null);
  const button = (label: string, onClick: () => void) => createElement('button', {type: 'button', onClick}, label);
  return createElement(
    'main',
    {},
    button('Change theme', () => setTheme(theme === 'dark' ? 'light' : 'dark')),
    button('Go elsewhere', () => setShown(!isShown)),
    button('Count', () => setCount(count + 1)),
    button('Open', () => popup.current!.show()),
    isShown &&
      createElement(
        BookingInline,
        {
          calLink: 'rick/30min',
          origin,
          className: 'wide',
          style: {minHeight: '20rem'},
          config: {theme, hideEventTypeDetails: false},
          prefill: {name: 'Ada'},
          onBookingCreated: ({booking, accepted}) =>
            window.told.push(`${booking.uid && 'created'} ${accepted} ${count}`),
        },
        createElement('a', {href: 'https://cal.com/rick/30min'}, 'Book on Cal.com'),
      ),
    createElement(
      BookingPopup,
      {
        ref: popup,
        calLink: 'rick/workshop',
        origin,
        transport: 'frame',
        hideEventTypeDetails: true,
        onBookingOpen: () => window.told.push('open'),
        onBookingClose: ({reason}) => window.told.push(`close ${reason}`),
      },
      createElement('button', {type: 'button', slot: 'trigger'}, 'Book the workshop'),
    ),
  );
}

createRoot(document.querySelector('#root')!).render(createElement(StrictMode, {}, createElement(App)));
