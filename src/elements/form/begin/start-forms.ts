import {askAhead} from '../../../client/prefetch.ts';
import type {Send} from '../../../client/http.ts';
import {isNear} from '../../inline/near.ts';
import {setEarlyFetch} from './early-fetch.ts';
import {readQuestion, type Question} from './read-question.ts';
import {openPlaceholder} from './placeholder.ts';
import type {StartedForm} from './started-form.ts';

/**
 * Requests the times of each `<booking-form>` in the document while the element's code loads, and shows them in forms
 * near the viewport. The element then takes over the responses and the visitor's actions. Forms that begin with
 * anything
 * but a month of times are left alone.
 */
export function startForms(): void {
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
  const started = asked
    .filter(({host}) => isNear(host))
    .map(({host, ...rest}): StartedForm => ({view: openPlaceholder(host), ...rest}));
  if (started.length === 0) return;
  const leave = () => started.forEach(({view}) => view.leave());
  import('./draw-forms.ts').then(({drawForms}) => drawForms(started, now)).catch(leave);
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
