import {askAhead} from '../../../client/prefetch.ts';
import type {Send} from '../../../client/http.ts';
import {isNear} from '../../inline/near.ts';
import {paintedWithin} from '../../loading/painted-within.ts';
import {setEarlyFetch} from './early-fetch.ts';
import {readQuestion, type Question} from './read-question.ts';
import {openPlaceholder} from './placeholder.ts';
import type {StartedForm} from './started-form.ts';

/** Milliseconds (a round trip to the API) after which the element's code is loaded whether or not times are shown. */
const patienceMs = 1000;

/**
 * Requests the times of each `<booking-form>` in the document before the element's code, and shows them in forms near
 * the viewport; README.md says how the element takes over. Forms that begin with anything but a month of times are left
 * alone. Resolves when it is time to load the element's code.
 */
export async function startForms(): Promise<void> {
  const hosts = [...document.querySelectorAll<HTMLElement>('booking-form:not(:defined)')].filter(
    host => !host.shadowRoot,
  );
  const now = new Date().toISOString();
  // Requests go out before anything is measured or drawn, which takes longer.
  const asked = hosts.flatMap(host => {
    try {
      const question = readQuestion(host, now);
      return question ? [{host, question, send: ask(host, question)}] : [];
    } catch {
      // The element reports what is wrong with its attributes.
      return [];
    }
  });
  for (const {host} of asked) keepForm(host);
  const near = asked.filter(({host}) => isNear(host));
  if (near.length === 0) return;
  let started: StartedForm[] = [];
  const drawn = import('./draw-forms.ts').then(({drawForms}) => drawForms(started, now));
  started = near.map(({host, ...rest}) => ({view: openPlaceholder(host), ...rest}));
  drawn.catch(() => started.forEach(({view}) => view.leave()));
  // The first use of Intl takes as long as drawing a month. Here it costs nothing: the network is awaited.
  setTimeout(() => new Intl.DateTimeFormat());
  await paintedWithin(drawn, patienceMs);
  // Beside the element's code, which imports it as soon as it has times.
  import('./take-over.ts').catch(() => {});
}

function ask(host: HTMLElement, {addresses, ref, options}: Question): Send {
  const {send, fetch} = askAhead(addresses, ref, options);
  setEarlyFetch(host, fetch);
  return send;
}

/** Holds the surrounding form's submission back while the code of a control in it is loading. */
function keepForm(host: HTMLElement): void {
  if (!host.hasAttribute('book-on-submit') && !host.hasAttribute('required')) return;
  host.closest('form')?.addEventListener('submit', event => {
    if (!host.matches(':defined')) event.preventDefault();
  });
}
