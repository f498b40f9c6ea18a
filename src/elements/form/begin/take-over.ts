import {readAnswers} from '../../../core/flow/answer-fields.ts';
import type {FlowState} from '../../../core/flow/flow-state.ts';
import {readPress, readState, type FirstViewState, type Press} from '../../../core/page/first-view.ts';
import {lostTimeNotice} from '../../../core/flow/rules/lost-time.ts';
import {loadWords} from '../../../core/words/load-words.ts';
import {dayOf, monthOf} from '../../../core/time/time.ts';
import type {LazyPart} from '../../loading/lazy-part.ts';
import type {FlowController} from '../flow-controller.ts';
import type {FlowHost} from '../flow-host.ts';
import type {LaterSteps} from '../book/later-steps.ts';

/** The element that replaces its server-rendered first view. */
export interface Successor {
  host: FlowHost;
  flow: FlowController;
  /** The steps after the choice of a time. */
  later: LazyPart<LaterSteps>;
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

/** Where the element has the button for a choice: a part of the form, and the button in it. */
const counterparts: Record<Press['kind'], (value: string, state: FlowState) => [part: string, button: string]> = {
  month: (value, {month}) => ['booking-calendar', value < month ? '.prev' : '.next'],
  day: value => ['booking-calendar', `[value="${CSS.escape(value)}"]`],
  slot: value => ['booking-slots', `[value="${CSS.escape(value)}"]`],
  duration: (value, {eventType}) => ['.choices', `:nth-child(${eventType!.durations.indexOf(Number(value)) + 1})`],
  zone: () => ['booking-zone', 'button'],
};

/** The button that was pressed last, else the focused one. */
function pressedIn(root: ShadowRoot): {press: Press; isPressed: boolean} | undefined {
  const pressed = root.querySelector<HTMLElement>('[data-press][aria-busy]');
  const press = readPress((pressed ?? (root.activeElement as HTMLElement | null))?.dataset['press']);
  return press && {press, isPressed: pressed !== null};
}

/** Focuses the element's counterpart of a button, and presses it if the button was pressed. */
async function repeat({kind, value}: Press, isPressed: boolean, {host, flow}: Successor): Promise<void> {
  const [outer, inner] = counterparts[kind](value, flow.state);
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
  {zone, isZoneChosen, day, month, slot}: FirstViewState,
  root: ShadowRoot,
): void {
  if (isZoneChosen && zone) flow.pickZone(zone);
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
  flow.dispatch({type: 'answered', answers});
  const picked = slots.find(({start}) => start === slot);
  if (!picked) return flow.dispatch({type: 'noticed', notice: lostTimeNotice(slots, slot!)});
  if (!host.pickSlot(picked)) return;
  later.proceed();
  const attempt = data.get('attempt');
  if (typeof attempt === 'string') flow.dispatch({type: 'prepared', id: attempt});
}

/**
 * Replaces the server's markup in one step, once the element has content to show. The visitor's choices, answers and
 * focus are kept. The confirmation of a finished booking is not replaced.
 */
export async function takeOver(server: HTMLElement, successor: Successor): Promise<void> {
  const {host, flow, begin} = successor;
  const root = server.shadowRoot;
  const state = readState(root?.querySelector<HTMLElement>('[data-step]')?.dataset ?? {});
  if (!root || !state || state.step === 'done') return;
  const {slot, zone} = state;
  const later = slot ? await successor.later.load() : undefined;
  await loadWords(host.currentLocale);
  if (slot && zone) await flow.loadMonth(monthOf(dayOf(slot, zone)));
  // Nothing is awaited from here until the update, so that no input is lost.
  const place = placeIn(root);
  const pressed = pressedIn(root);
  follow(successor, later, state, root);
  begin();
  await host.updateComplete;
  if (place) await goTo(place, host);
  if (pressed) await repeat(pressed.press, pressed.isPressed, successor);
  server.remove();
}
