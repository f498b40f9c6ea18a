import {readAnswers} from '../../../core/flow/answer-fields.ts';
import {reduceBook} from '../../../core/flow/flow-book.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import {dayOf, monthOf} from '../../../core/time/time.ts';
import type {FlowController} from '../flow-controller.ts';
import type {FlowHost} from '../flow-host.ts';
import type {LaterSteps} from '../book/later-steps.ts';

/** The element that replaces its server-rendered first view. */
export interface Successor {
  host: FlowHost;
  flow: FlowController;
  /** Loads the steps after the choice of a time. */
  loadLater(): Promise<LaterSteps>;
  /** Lets the element render, beside the server's markup. */
  begin(): void;
}

/** A field of the server's form that had the focus. */
interface Place {
  slug: string;
  index: number;
  selection: [start: number, end: number] | undefined;
}

const fields = 'input:not([type="hidden"]), select, textarea';

/** The focused field of the server's form. Field names are `answer.<slug>`; details of a place add the place's kind. */
function placeIn(root: ShadowRoot): Place | undefined {
  const active = root.activeElement as HTMLInputElement | null;
  const [, slug] = /^answer\.(location\.detail|.+)/.exec(active?.name ?? '') ?? [];
  if (!active || slug === undefined) return undefined;
  const group = [...root.querySelectorAll<HTMLInputElement>(fields)].filter(({name}) => name === active.name);
  // E-mail fields have no selection.
  const {selectionStart: start, selectionEnd: end} = active;
  return {slug, index: group.indexOf(active), selection: start == null || end == null ? undefined : [start, end]};
}

/** A button of a first view that was drawn early, and whether it was pressed. */
interface Pressed {
  /** Where the element has the same button: a selector in its shadow root, then one inside what that finds. */
  twin: string;
  isPressed: boolean;
}

/** The button that was pressed last, else the focused one. */
function pressedIn(root: ShadowRoot): Pressed | undefined {
  const pressed = root.querySelector<HTMLElement>('[data-twin][aria-busy]');
  const twin = (pressed ?? (root.activeElement as HTMLElement | null))?.dataset['twin'];
  return twin === undefined ? undefined : {twin, isPressed: pressed !== null};
}

/** Focuses the element's counterpart of a button, and presses it if the button was pressed. */
async function press({twin, isPressed}: Pressed, host: FlowHost): Promise<void> {
  const [outer, inner] = twin.split(/ (.*)/) as [string, string];
  const part = host.renderRoot.querySelector<HTMLElement & {updateComplete?: Promise<unknown>}>(outer);
  await part?.updateComplete;
  const button = (part?.shadowRoot ?? part)?.querySelector<HTMLElement>(inner);
  button?.focus({preventScroll: true});
  if (isPressed) button?.click();
}

/** Restores the focus without scrolling the page. */
async function goTo({slug, index, selection}: Place, host: FlowHost): Promise<void> {
  const questions = host.renderRoot.querySelector('booking-questions');
  await questions?.updateComplete;
  const field = questions?.renderRoot.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
  const control = field?.querySelectorAll<HTMLInputElement>(fields)[index];
  control?.focus({preventScroll: true});
  if (selection && control && 'setSelectionRange' in control && control.selectionStart !== null)
    control.setSelectionRange(...selection);
}

/** Copies the visitor's zone, month or day, time and answers from the server's form into the flow. */
function follow(
  {host, flow}: Successor,
  later: LaterSteps | undefined,
  {zone, chosen, day, month, slot}: DOMStringMap,
  root: ShadowRoot,
): void {
  if (chosen !== undefined && zone) flow.pickZone(zone);
  // A time was chosen in this zone: keep showing it the same way.
  else if (slot && zone) flow.dispatch({type: 'zone-picked', timeZone: zone});
  const {slots, eventType, timeZone} = flow.state;
  if (month && month !== flow.state.month) flow.showMonth(month);
  if (day && zone === timeZone && slots.some(({start}) => dayOf(start, timeZone) === day))
    flow.dispatch({type: 'day-picked', day});
  const form = root.querySelector<HTMLFormElement>('form.details');
  if (!form || !later || !eventType) return;
  const data = new FormData(form);
  const answers = readAnswers(eventType, name => data.getAll(name).map(String));
  flow.become(reduceBook(flow.state, {type: 'answered', answers}));
  const picked = slots.find(({start}) => start === slot);
  if (!picked) return flow.dispatch({type: 'noticed', notice: {code: 'slot_taken', start: slot!}});
  if (!host.pickSlot(picked)) return;
  later.proceed();
  const attempt = data.get('attempt');
  if (typeof attempt === 'string') flow.become(reduceBook(flow.state, {type: 'prepared', id: attempt}));
}

/**
 * Replaces the server's markup in one step, once the element has content to show. The visitor's choices, answers and
 * focus are kept. The confirmation of a finished booking is not replaced.
 */
export async function takeOver(server: HTMLElement, successor: Successor): Promise<void> {
  const {host, flow, loadLater, begin} = successor;
  const root = server.shadowRoot;
  const facts = root?.querySelector<HTMLElement>('[data-step]')?.dataset;
  if (!root || !facts || facts['step'] === 'done') return;
  const {slot, zone} = facts;
  const later = slot ? await loadLater() : undefined;
  await loadWords(host.currentLocale);
  if (slot && zone) await flow.loadMonth(monthOf(dayOf(slot, zone)));
  // Nothing is awaited from here until the update, so that no input is lost.
  const place = placeIn(root);
  const pressed = pressedIn(root);
  follow(successor, later, facts, root);
  begin();
  await host.updateComplete;
  if (place) await goTo(place, host);
  if (pressed) await press(pressed, host);
  server.remove();
}
