import {zoneOfTimes} from '../../../core/flow/rules/zone-lock.ts';
import {writePress, writeState, type Press} from '../../../core/page/first-view.ts';
import {attributes, html, writeHeading, type Markup, type Part} from '../../../core/page/html.ts';
import {openPick} from '../../../core/page/open-pick.ts';
import {renderCalendar} from '../../../core/page/render-calendar.ts';
import {renderDurations} from '../../../core/page/render-durations.ts';
import {renderHeader} from '../../../core/page/render-header.ts';
import {renderTimes} from '../../../core/page/render-times.ts';
import type {CalendarView, Choice, PickView, Translate} from '../../../core/page/pick-view.ts';
import {withClock} from '../../../core/time/locale.ts';
import {dayOf, monthOf, zoneName} from '../../../core/time/time.ts';
import type {Instant, Slot} from '../../../core/model/types.ts';
import {zoneCity} from '../../../core/time/zone-labels.ts';
import {modernZone} from '../../../core/time/zones.ts';
import type {Appearance} from './read-appearance.ts';

/** What is known before the response arrives. */
export interface LoadingView extends Appearance {
  now: Instant;
  t: Translate;
}

export interface FirstView extends LoadingView {
  eventType: PickView['eventType'];
  slots: readonly Slot[];
  describe?: PickView['describe'];
  /** The site's `duration`, in minutes. */
  duration: number | undefined;
}

/** A button without a handler: the element presses its own button for the same choice once it takes over. */
function button(press: Press | undefined, label: Part, more?: Parameters<typeof attributes>[0]): Markup {
  return html`<button type="button"${attributes({'data-press': press && writePress(press), ...more})}>${label}</button>`;
}

const heading: CalendarView['heading'] = (below, written, text) => writeHeading(2 + below, written, text);
const inHours = ({locale, clock}: LoadingView) => withClock(locale, clock);

function renderZone({timeZone, eventType, t, locale, days, day}: PickView, now: Instant): Markup {
  const at = days.get(day ?? '')?.[0]?.start ?? now;
  const line = t('zone.line', {
    city: zoneCity(modernZone(timeZone)),
    offset: zoneName(timeZone, locale, at, 'shortOffset'),
  });
  const tail =
    !eventType.locksTimeZone &&
    html`&nbsp;<span aria-hidden="true">·</span> ${button({kind: 'zone', value: ''}, t('zone.change'), {class: 'link'})}`;
  return html`<div part="zone" class="zone">${line}${tail}</div>`;
}

/** The month while its times load. */
export function renderLoading(loading: LoadingView): Markup {
  const {now, hidesDetails, t} = loading;
  const today = dayOf(now, loading.timeZone);
  const view: CalendarView = {
    t,
    locale: inHours(loading),
    today,
    month: monthOf(today),
    days: new Map(),
    heading,
    choose: (_step, label, more) => button(undefined, label, more),
  };
  const list = [1, 2, 3, 4, 5, 6].map(() => html`<span class="soon"></span>`);
  return html`
    <div part="base" class="base coming"${writeState({step: 'pick'})} inert aria-hidden="true">
      ${!hidesDetails && html`<header part="header" class="header"><span></span><span></span></header>`}
      <div class="pick">${renderCalendar(view)}<div class="times"><div class="list">${list}</div></div></div>
    </div>
    <slot></slot>
  `;
}

/** The first month with times, and the times of its first free day. */
export function renderFirst(first: FirstView): Markup {
  const {eventType, slots, now, duration, describe, hidesDetails, t} = first;
  const timeZone = zoneOfTimes(eventType, first.timeZone);
  const pick = openPick({eventType, slots, timeZone, now, duration});
  const choose: PickView['choose'] = (step, label, more) => {
    const [kind, value] = Object.entries(step)[0] as [keyof Choice, string | number];
    return button({kind, value: String(value)}, label, more);
  };
  // The offset only: looking up a zone's name takes as long as formatting the times of a day.
  const view: PickView = {
    ...pick,
    eventType,
    timeZone,
    zoneStyle: 'shortOffset',
    t,
    locale: inHours(first),
    describe,
    heading,
    choose,
  };
  const state = writeState({step: 'pick', zone: timeZone, month: pick.month, day: pick.day});
  return html`
    <div part="base" class="base"${state}>
      ${!hidesDetails && renderHeader(view, true)}
      <div class="pick">${renderCalendar(view)}<div class="times">${renderDurations(view)}${renderZone(view, now)}${renderTimes(
        view,
      )}</div></div>
      <slot></slot>
    </div>
  `;
}
