import {createReads} from '../../../client/reads.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import {directionOf} from '../../../core/time/locale.ts';
import {addWords, translate} from '../../../core/words/messages.ts';
import {isRich} from '../../../core/text/rich.ts';
import type {Instant} from '../../../core/model/types.ts';
import {pickWords} from '../../../core/words/en/pick.ts';
import type {BegunForm} from './begun-form.ts';
import {furnish} from './first-view.ts';
import {readLook} from './read-appearance.ts';
import {renderComing, renderFirst, type First} from './render-first.ts';

/** Shows the times that were asked for. */
export function drawForms(forms: readonly BegunForm[], now: Instant): void {
  addWords(pickWords);
  for (const form of forms) draw(form, now).catch(() => form.room.leave());
}

/** An event type like any other. */
const example = {title: '', durations: [30, 60], locations: [], hosts: []};

/** Resolves when what has arrived by now is told. */
const turn = () => new Promise<undefined>(resolve => setTimeout(resolve));

/** Resolves when what is on show by now is painted. */
const painted = () => new Promise<undefined>(resolve => requestAnimationFrame(() => setTimeout(resolve)));

/** What shows a host's text as the element will; without it the text is as it is written. */
async function loadDescribe(text = ''): Promise<First['describe']> {
  if (!isRich(text)) return undefined;
  return import('../../../core/page/write-description.ts').then(
    ({writeDescription}) => writeDescription,
    () => undefined,
  );
}

async function draw({room, question: {addresses, ref, options}, send}: BegunForm, now: Instant): Promise<void> {
  const write = furnish(room);
  const look = readLook(room.host);
  if (look.isOwn) Object.assign(room.box, {lang: look.locale, dir: directionOf(look.locale)});
  const t: typeof translate = (key, values) => translate(key, values, look.locale);
  const here = Promise.all([
    createReads(send, addresses.proxy !== undefined).loadEventType(ref, options),
    loadWords(look.locale),
  ]);
  const isHere = (other: Promise<undefined>) => Promise.race([here, other]).then(first => first !== undefined);
  if (!(await isHere(turn()))) {
    write(renderComing({...look, now, t}));
    // While the network is waited for the browser does what takes it long once: to write a date, a time, a zone.
    if (!(await isHere(painted())))
      renderFirst({...look, eventType: example, slots: [{start: now}], duration: undefined, now, t});
  }
  const [screen] = await here;
  // The element says what is wrong, and what has to be done elsewhere.
  if (!screen.slots || screen.eventType.handOver) return room.leave();
  const describe = await loadDescribe(screen.eventType.description);
  write(
    renderFirst({
      ...look,
      eventType: screen.eventType,
      slots: screen.slots,
      describe,
      duration: options.duration,
      now,
      t,
    }),
  );
  room.ready();
}
