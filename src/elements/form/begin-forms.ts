import {askAhead} from '../../client/ahead.ts';
import type {FirstScreen} from '../../client/types.ts';
import {loadWords} from '../../core/load-words.ts';
import {addWords, translate} from '../../core/messages.ts';
import {firstRange} from '../../core/schedule.ts';
import type {Instant} from '../../core/types.ts';
import {pickWords} from '../../core/words/pick.ts';
import {isNear} from '../inline/near.ts';
import {handOver} from './begun.ts';
import {openFirstView} from './first-view.ts';
import {readLook, readQuestion, type Question} from './read-beginning.ts';
import {renderComing, renderFirst} from './render-first.ts';

/**
 * Asks for the times of each `<booking-form>` of the document while the element's code is on its way, and shows them
 * where they are in the first view. The element takes over what was asked and what the visitor did; where it would
 * show something else, nothing is begun.
 */
export function beginForms(): void {
  const hosts = [...document.querySelectorAll<HTMLElement>('booking-form:not(:defined)')].filter(host => !host.shadowRoot);
  const now = new Date().toISOString();
  // All are asked for before anything is measured or written, which takes longer than to ask.
  const begun = hosts.flatMap(host => {
    const question = readQuestion(host);
    return question ? [{host, question, screen: ask(host, question, now)}] : [];
  });
  addWords(pickWords);
  for (const {host, question, screen} of begun) {
    keepForm(host);
    if (isNear(host)) void show(host, question, screen, now);
  }
}

/** Nothing goes past a control of the page's own form whose code is still being loaded. */
function keepForm(host: HTMLElement): void {
  if (!host.hasAttribute('book-on-submit') && !host.hasAttribute('required')) return;
  host.closest('form')?.addEventListener('submit', event => {
    if (!host.matches(':defined')) event.preventDefault();
  });
}

/** An event type like any other. */
const example = {title: '', durations: [30, 60], locations: [], hosts: []};

/** Resolves when what is on show by now is painted. */
const painted = () => new Promise<undefined>(resolve => requestAnimationFrame(() => setTimeout(resolve)));

function ask(host: HTMLElement, {ref, proxy, api, duration}: Question, now: Instant): Promise<FirstScreen | undefined> {
  const {screen, fetch} = askAhead({proxy: proxy || undefined, api}, ref, {slots: firstRange(now), ...(duration ? {duration} : {})});
  handOver(host, fetch);
  return screen;
}

async function show(host: HTMLElement, {duration}: Question, asked: Promise<FirstScreen | undefined>, now: Instant): Promise<void> {
  const view = openFirstView(host);
  if (!view) return;
  const look = readLook(host);
  const t: typeof translate = (key, values) => translate(key, values, look.locale);
  view.coming(renderComing({...look, now, t}));
  const here = Promise.all([asked, loadWords(look.locale)]);
  // While the network is waited for the browser does what takes it long once: to write a date, a time, a zone.
  if (await Promise.race([here, painted()]) === undefined) renderFirst({...look, eventType: example, slots: [{start: now}], duration: undefined, now, t});
  const [screen] = await here;
  // The element says what is wrong, and what has to be done elsewhere.
  if (!screen?.slots || screen.eventType.handOver) view.leave();
  else view.show(renderFirst({...look, eventType: screen.eventType, slots: screen.slots, duration, now, t}));
}
