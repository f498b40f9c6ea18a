import {createReads} from '../../../client/reads.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import {directionOf} from '../../../core/time/locale.ts';
import {addWords, translate} from '../../../core/words/messages.ts';
import {isRich} from '../../../core/text/rich.ts';
import type {Instant} from '../../../core/model/types.ts';
import {pickWords} from '../../../core/words/en/pick.ts';
import type {StartedForm} from './started-form.ts';
import {openWriter} from './open-writer.ts';
import {readAppearance} from './read-appearance.ts';
import {renderLoading, renderFirst, type FirstView} from './render-first.ts';

/** Shows the requested times in each form. Resolves once each shows them or is left to the element. */
export function drawForms(forms: readonly StartedForm[], now: Instant): Promise<unknown> {
  addWords(pickWords);
  return Promise.all(forms.map(form => draw(form, now).catch(() => form.view.leave())));
}

/** A made-up event type, to warm up the code below. */
const example = {title: '', durations: [30, 60], locations: [], hosts: []};

/** Resolves after responses that have already arrived are handled. */
const turn = () => new Promise<undefined>(resolve => setTimeout(resolve));

/** Resolves after the current content is painted. */
const painted = () => new Promise<undefined>(resolve => requestAnimationFrame(() => setTimeout(resolve)));

/**
 * Loads the renderer of rich descriptions; undefined if the text is plain or loading fails: then it is shown as
 * written.
 */
async function loadDescribe(text = ''): Promise<FirstView['describe']> {
  if (!isRich(text)) return undefined;
  return import('../../../core/page/write-description.ts').then(
    ({writeDescription}) => writeDescription,
    () => undefined,
  );
}

async function draw({view, question, send}: StartedForm, now: Instant): Promise<void> {
  const {settings, addresses, ref, options} = question;
  const write = openWriter(view);
  const appearance = readAppearance(view.host, settings);
  if (appearance.isOwn) Object.assign(view.box, {lang: appearance.locale, dir: directionOf(appearance.locale)});
  const t: typeof translate = (key, values) => translate(key, values, appearance.locale);
  const here = Promise.all([
    createReads(send, addresses.proxy !== undefined).loadEventType(ref, options),
    loadWords(appearance.locale),
  ]);
  const isHere = (other: Promise<undefined>) => Promise.race([here, other]).then(first => first !== undefined);
  if (!(await isHere(turn()))) {
    write(renderLoading({...appearance, now, t}));
    // The first formatting of a date, a time and a zone is slow: do it while waiting for the network.
    if (!(await isHere(painted())))
      renderFirst({...appearance, eventType: example, slots: [{start: now}], duration: undefined, now, t});
  }
  const [screen] = await here;
  // The element handles failures and event types that the booking page has to book.
  if (!screen.slots || screen.eventType.handOver) return view.leave();
  const describe = await loadDescribe(screen.eventType.description);
  write(
    renderFirst({
      ...appearance,
      eventType: screen.eventType,
      slots: screen.slots,
      describe,
      duration: options.duration,
      now,
      t,
    }),
  );
}
