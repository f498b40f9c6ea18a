// A site takes it from 'booking-elements'.
import {allowCalScripts} from '../../src/elements/loading/allow-scripts.ts';
import {openPanel} from './panel.ts';

interface DemoConfig {
  origin: string;
  api: string;
  calLink: string;
  standIn: boolean;
}

const config = (await (await fetch('/demo/config.json')).json()) as DemoConfig;
const wanted = new URLSearchParams(location.search);

// A page of another origin than its frames is how a real site looks; the same server answers to both names.
const origin = location.hostname === 'localhost' ? config.origin : config.origin.replace('127.0.0.1', 'localhost');

allowCalScripts(origin);
for (const element of document.querySelectorAll('booking-form, booking-inline, booking-popup')) {
  const link = wanted.get('cal-link') || element.getAttribute('cal-link') || config.calLink;
  element.setAttribute('origin', origin);
  element.setAttribute('api', config.api);
  if (wanted.get('mode') !== 'direct') element.setAttribute('proxy', location.origin);
  element.setAttribute('cal-link', config.standIn ? link : wanted.get('cal-link') || config.calLink);
}

const status = document.querySelector('booking-status[data-from-address]');
for (const name of ['booking-uid', 'token']) if (wanted.get(name)) status?.setAttribute(name, wanted.get(name)!);
status?.setAttribute('api', config.api);
if (wanted.get('mode') !== 'direct') status?.setAttribute('proxy', location.origin);

// The link in a visitor's mail: what is behind the # reaches no server.
const link = new URLSearchParams(location.hash.slice(1));
if (link.get('booking-uid')) status?.setAttribute('booking-uid', link.get('booking-uid')!);
if (link.get('token')) status?.setAttribute('manage-token', link.get('token')!);

// After the settings: an element that is there already would ask the real Cal.com first.
await import('../../src/define.ts');

document.body.addEventListener('booking-created', event => {
  const button = document.querySelector<HTMLButtonElement>('#order');
  if (button) button.textContent = `Place order with booking ${event.booking.uid}`;
});

document.querySelector('form.checkout')?.addEventListener('submit', event => {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement);
  document.querySelector('#ordered')!.textContent = data.get('appointment.uid')
    ? `Order ${data.get('orderId')} placed with booking ${data.get('appointment.uid')}.`
    : 'Please book a time first.';
});

openPanel(document.querySelector('#panel'), config.standIn);
