import type {ReactiveController} from 'lit';
import {initialAnswers, locationDetailSlug} from '../../core/flow/questions.ts';
import {lostTimeNotice} from '../../core/flow/rules/lost-time.ts';
import {keptAnswers} from '../../core/flow/kept-answers.ts';
import {own} from '../../core/model/own.ts';
import {toInstant} from '../../core/time/parse-time.ts';
import {dayOf, monthOf} from '../../core/time/time.ts';
import type {Answers, Instant, Slot} from '../../core/model/types.ts';
import {isMarked, join, leave, settle, type Steps} from './back.ts';
import type {FlowController} from './flow-controller.ts';
import type {FlowHost} from './flow-host.ts';
import {unhidingMs, type Hold, type Reservation} from './book/hold.ts';

/** What is stored of a visit, in this tab's session storage. */
interface Kept {
  /** The chosen time, while the questions are shown. */
  start?: Instant | undefined;
  duration?: number | undefined;
  count?: number | undefined;
  /** The visitor's answers, without those that the site fills in again anyway. */
  answers: Answers;
  /** The reservation of the time, if any. */
  hold?: Reservation | undefined;
}

/** The forms of this document by name. */
const forms = new Map<string, object>();

const settingsOf = ({calLink, eventTypeId, rescheduleUid}: FlowHost) => [calLink, eventTypeId, rescheduleUid].join(' ');

/** A name for a form that survives a reload: its index among the forms with the same settings. */
function nameOf(host: FlowHost & Element): string {
  const settings = settingsOf(host);
  const others = [...(host.getRootNode() as ParentNode).querySelectorAll<FlowHost & Element>(host.localName)];
  const place = others.filter(other => settingsOf(other) === settings).indexOf(host);
  // Forms in different shadow roots may have the same index.
  for (let index = 0; ; index++) {
    const name = `booking-form ${location.pathname} ${settings} ${place} ${index}`;
    if ((forms.get(name) ?? host) === host) return name;
  }
}

/** Whether the page was reloaded or opened by Back or Forward. */
function isReturn(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}

function read(name: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? '') as Kept | null;
    return kept ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Without storage, a reload starts over.
  }
}

/** Moves a form between its steps. */
export interface Ways {
  /** Goes from the chosen time to its questions. */
  proceed(): void;
  /** Goes to the previous step. */
  back(): void;
}

/**
 * Keeps the visitor's choices and answers across reloads of the tab until the booking is made, and lets the browser's
 * Back button go back one step. Codes, tokens and the site's own fields are not stored.
 */
export class Keep implements ReactiveController {
  #flow: FlowController;
  #host: FlowHost & Element;
  #ways: Ways;
  #hold: Pick<Hold, 'reservation' | 'takeBack'>;
  #name: string;
  #isRestored = false;
  #written?: string | undefined;

  constructor(
    flow: FlowController,
    host: FlowHost & Element,
    ways: Ways,
    hold: Pick<Hold, 'reservation' | 'takeBack'>,
  ) {
    this.#flow = flow;
    this.#host = host;
    this.#ways = ways;
    this.#hold = hold;
    this.#name = nameOf(host);
    forms.set(this.#name, host);
    host.addController(this);
  }

  hostConnected(): void {
    // Another form may have taken the name in the meantime.
    this.#name = nameOf(this.#host);
    forms.set(this.#name, this.#host);
    if (this.#isRestored) this.#join();
  }

  hostDisconnected(): void {
    forms.delete(this.#name);
    leave(this.#name);
  }

  hostUpdated(): void {
    const {phase, slots} = this.#flow.state;
    const isThere = phase !== 'loading' && phase !== 'failed' && (phase !== 'pick' || slots.length > 0);
    if (!this.#isRestored && isThere) {
      this.#isRestored = true;
      this.#restore()
        .catch(() => {})
        .finally(() => this.#join());
    }
    if (!this.#isJoined) return;
    this.#store();
    settle();
  }

  #isJoined = false;

  #join(): void {
    if (!this.#host.isConnected) return;
    this.#isJoined = true;
    join(this.#name, {
      place: () => this.#place,
      back: () => this.#ways.back(),
      forward: () => {
        const {phase, slot} = this.#flow.state;
        if (phase === 'pick' && slot) this.#ways.proceed();
        return this.#place === 'in';
      },
    });
    this.#store();
  }

  get #place(): ReturnType<Steps['place']> {
    const {phase} = this.#flow.state;
    if (this.#host.noHistory || !this.#host.isConnected) return 'after';
    return phase === 'details' || phase === 'booking' ? 'in' : phase === 'pick' ? 'before' : 'after';
  }

  /** Restores the stored answers, and returns to the questions if the visitor left the page there. */
  async #restore(): Promise<void> {
    const flow = this.#flow;
    const kept = read(this.#name);
    const isPicking = () => flow.state.phase === 'pick' && !flow.state.slot;
    const {eventType} = flow.state;
    if (!kept || !eventType || flow.state.phase === 'done') return;
    const {start, duration, count, hold} = kept;
    const answers = keptAnswers(eventType, kept.answers);
    // A quick visitor may have gone on by now: answers typed since then win, empty ones do not.
    flow.dispatch({type: 'restored', answers: {...answers, ...this.#typed()}, ...(count ? {count} : {})});
    if (!isPicking()) return;
    if (typeof start !== 'string' || toInstant(start) !== start || !(isReturn() || isMarked(this.#name))) return;
    if (duration !== flow.state.duration && flow.state.eventType?.durations.includes(duration!))
      flow.dispatch({type: 'duration-picked', duration: duration!});
    const month = monthOf(dayOf(start, flow.state.timeZone));
    const find = () => flow.state.slots.find(each => each.start === start);
    await flow.loadMonth(month);
    const choose = (slot: Slot) => {
      const isWanted = isPicking() && this.#host.isConnected && this.#host.pickSlot(slot);
      if (isWanted) this.#proceedQuietly();
      return isWanted;
    };
    const isOver = Date.parse(start) <= Date.now();
    if (!isOver && typeof hold?.key === 'string') {
      const known = find();
      const slot = known ?? {start};
      // A missing slot may be hidden by the visitor's own reservation, which was not released yet, or could not be.
      for (const pauseMs of unhidingMs) {
        await new Promise(resolve => setTimeout(resolve, pauseMs));
        if (!isPicking() || (await this.#hold.takeBack(slot, hold, known !== undefined, () => choose(slot)))) return;
      }
      await flow.refresh(month);
    }
    if (!isPicking()) return;
    const slot = find();
    if (slot) choose(slot);
    else if (!flow.state.notice && !isOver)
      flow.dispatch({type: 'noticed', notice: lostTimeNotice(flow.state.slots, start)});
  }

  /** Goes to the questions without moving the visitor's focus. */
  #proceedQuietly(): void {
    this.#flow.isQuiet = true;
    this.#ways.proceed();
    void this.#host.updateComplete.then(() => (this.#flow.isQuiet = false));
  }

  #store(): void {
    const {phase, slot, duration, count} = this.#flow.state;
    const answers = this.#typed();
    const isChosen = phase === 'details' || phase === 'booking';
    const kept: Kept = {
      answers,
      duration,
      count,
      ...(isChosen ? {start: slot?.start, hold: this.#hold.reservation} : {}),
    };
    const isEmpty = phase === 'done' || (!isChosen && Object.keys(answers).length === 0);
    const text = isEmpty ? undefined : JSON.stringify(kept);
    if (text === this.#written || phase === 'loading' || phase === 'failed') return;
    this.#written = text;
    write(this.#name, text);
  }

  /** Answers to the event type's questions that differ from what the site fills in. */
  #typed(): Answers {
    const {eventType, answers} = this.#flow.state;
    if (!eventType) return {};
    const initial = initialAnswers(eventType, this.#host.prefill);
    const slugs = [
      ...eventType.questions.filter(({hidden}) => !hidden).map(({slug}) => slug),
      'location',
      locationDetailSlug,
    ];
    const entries = slugs
      .map(slug => [slug, own(answers, slug)] as const)
      .filter(
        ([slug, answer]) => answer !== undefined && JSON.stringify(answer) !== JSON.stringify(own(initial, slug)),
      );
    return Object.fromEntries(entries) as Answers;
  }
}
