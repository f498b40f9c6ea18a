import {readAnswers} from '../../../core/flow/answer-fields.ts';
import {reduceBook} from '../../../core/flow/flow-book.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import {dayOf, monthOf} from '../../../core/time/time.ts';
import type {FlowController, FlowHost} from '../flow-controller.ts';
import type {LaterSteps} from '../book/later-steps.ts';

/** What the element does for its own first view to take the place of the server's. */
export interface Successor {
  host: FlowHost;
  flow: FlowController;
  /** Loads the steps after the choice of a time. */
  loadLater(): Promise<LaterSteps>;
  /** Renders from now on, beside the server's markup. */
  begin(): void;
}

/** A field of the server's page that had the focus. */
interface Place {
  slug: string;
  index: number;
  selection: [start: number, end: number] | undefined;
}

const fields = 'input:not([type="hidden"]), select, textarea';

/** Where the visitor is in the server's form. The name of a field is `answer.` and the slug; of a place's detail its kind follows. */
function placeIn(root: ShadowRoot): Place | undefined {
  const active = root.activeElement as HTMLInputElement | null;
  const [, slug] = /^answer\.(location\.detail|.+)/.exec(active?.name ?? '') ?? [];
  if (!active || slug === undefined) return undefined;
  const group = [...root.querySelectorAll<HTMLInputElement>(fields)].filter(({name}) => name === active.name);
  // Fields of e-mail addresses have no selection.
  const {selectionStart: start, selectionEnd: end} = active;
  return {slug, index: group.indexOf(active), selection: start == null || end == null ? undefined : [start, end]};
}

/** A button of a first view that was drawn ahead, and whether it was pressed. */
interface Pressed {
  /** Where the same button is in the element: what to find in its shadow root, and what in that one's. */
  twin: string;
  isPressed: boolean;
}

/** What was pressed last, else what has the focus. */
function pressedIn(root: ShadowRoot): Pressed | undefined {
  const pressed = root.querySelector<HTMLElement>('[data-twin][aria-busy]');
  const twin = (pressed ?? (root.activeElement as HTMLElement | null))?.dataset['twin'];
  return twin === undefined ? undefined : {twin, isPressed: pressed !== null};
}

/** Does what was pressed before the element could. */
async function press({twin, isPressed}: Pressed, host: FlowHost): Promise<void> {
  const [outer, inner] = twin.split(/ (.*)/) as [string, string];
  const part = host.renderRoot.querySelector<HTMLElement & {updateComplete?: Promise<unknown>}>(outer);
  await part?.updateComplete;
  const button = (part?.shadowRoot ?? part)?.querySelector<HTMLElement>(inner);
  button?.focus({preventScroll: true});
  if (isPressed) button?.click();
}

/** Puts the focus where it was, without a jump of the page. */
async function goTo({slug, index, selection}: Place, host: FlowHost): Promise<void> {
  const questions = host.renderRoot.querySelector('booking-questions');
  await questions?.updateComplete;
  const field = questions?.renderRoot.querySelector(`[data-slug="${CSS.escape(slug)}"]`);
  const control = field?.querySelectorAll<HTMLInputElement>(fields)[index];
  control?.focus({preventScroll: true});
  if (selection && control && 'setSelectionRange' in control && control.selectionStart !== null)
    control.setSelectionRange(...selection);
}

/** Brings the flow to where the visitor is on the server's page: the zone, the month or day, the time and the answers. */
function follow(
  {host, flow}: Successor,
  later: LaterSteps | undefined,
  {zone, chosen, day, month, slot}: DOMStringMap,
  root: ShadowRoot,
): void {
  if (chosen !== undefined && zone) flow.pickZone(zone);
  // A time was chosen in this zone, and still reads as it did.
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
 * Takes the place of the server's markup in one step, once there is something real to show: what the visitor chose and
 * typed stays, and so does the focus. A page of a booking that is made stays as it is.
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
  // Nothing is awaited before the paint from here on: whatever is typed until now is in the form.
  const place = placeIn(root);
  const pressed = pressedIn(root);
  follow(successor, later, facts, root);
  begin();
  await host.updateComplete;
  if (place) await goTo(place, host);
  if (pressed) await press(pressed, host);
  server.remove();
}
