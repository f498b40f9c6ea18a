import {askAhead} from '../../../client/prefetch.ts';
import type {Send} from '../../../client/http.ts';
import {isNear} from '../../inline/near.ts';
import {handOver} from './begun.ts';
import {readQuestion, type Question} from './read-question.ts';
import {openRoom} from './placeholder.ts';
import type {BegunForm} from './begun-form.ts';

/**
 * Asks for the times of each `<booking-form>` of the document while the element's code is on its way, and shows them
 * where they are in the first view. The element takes over what was asked and what the visitor did; where it would
 * show something else, nothing is begun.
 */
export function beginForms(): void {
  const hosts = [...document.querySelectorAll<HTMLElement>('booking-form:not(:defined)')].filter(
    host => !host.shadowRoot,
  );
  const now = new Date().toISOString();
  // All are asked for before anything is measured or drawn, which takes longer than to ask.
  const asked = hosts.flatMap(host => {
    try {
      const question = readQuestion(host, now);
      return question ? [{host, question, send: ask(host, question)}] : [];
    } catch {
      // The element says what is wrong with it.
      return [];
    }
  });
  for (const {host} of asked) keepForm(host);
  const begun = asked
    .filter(({host}) => isNear(host))
    .map(({host, ...rest}): BegunForm => ({room: openRoom(host), ...rest}));
  if (begun.length === 0) return;
  const leave = () => begun.forEach(({room}) => room.leave());
  import('./draw-forms.ts').then(({drawForms}) => drawForms(begun, now)).catch(leave);
}

function ask(host: HTMLElement, {addresses, ref, options}: Question): Send {
  const {send, fetch} = askAhead(addresses, ref, options);
  handOver(host, fetch);
  return send;
}

/** Nothing goes past a control of the page's own form whose code is still being loaded. */
function keepForm(host: HTMLElement): void {
  if (!host.hasAttribute('book-on-submit') && !host.hasAttribute('required')) return;
  host.closest('form')?.addEventListener('submit', event => {
    if (!host.matches(':defined')) event.preventDefault();
  });
}
