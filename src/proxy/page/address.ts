import {attributes, html, type Markup, type Part} from '../../core/page/html.ts';
import type {PageView} from './form-options.ts';

/** Names of fields and of parameters; attributes of `<booking-form>` where there is one. */
export const fieldNames = {
  calLink: 'cal-link',
  eventTypeId: 'event-type-id',
  locale: 'locale',
  timeZone: 'time-zone',
  theme: 'theme',
  duration: 'duration',
  count: 'count',
  month: 'month',
  day: 'day',
  slot: 'slot',
  step: 'step',
  attempt: 'attempt',
  page: 'page',
  checkoutToken: 'checkout-token',
  phoneCountry: 'phone-country',
  booking: 'booking',
  missed: 'missed',
  fragment: 'fragment',
} as const;

/** Fields of the page's own facts begin with it. */
export const metadataPrefix = 'metadata.';

type Entries = [name: string, value: string][];

function present(values: Readonly<Record<string, string | number | undefined>>): Entries {
  return Object.entries(values).flatMap(([name, value]): Entries =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
}

/** What every step has to know again: the site's choices. */
function siteFields({
  calLink,
  eventType,
  locale,
  theme,
  page,
  checkoutToken,
  phoneCountry,
  metadata = {},
}: PageView): Entries {
  return [
    ...present({
      ...(calLink ? {[fieldNames.calLink]: calLink} : {[fieldNames.eventTypeId]: eventType.id}),
      [fieldNames.locale]: locale,
      [fieldNames.theme]: theme,
      [fieldNames.page]: page,
      [fieldNames.checkoutToken]: checkoutToken,
      [fieldNames.phoneCountry]: phoneCountry,
    }),
    ...Object.entries(metadata).map(([key, value]): [string, string] => [metadataPrefix + key, value]),
  ];
}

function visitorFields({timeZone, zoneChosen, duration, eventType}: PageView): Entries {
  const isUsual = duration === eventType.durations[0];
  return present({
    [fieldNames.timeZone]: zoneChosen ? timeZone : undefined,
    [fieldNames.duration]: isUsual ? undefined : duration,
  });
}

/** Where a step is: below the site's own page, which knows its event type, or at the proxy's. */
export function addressOf(view: PageView, step: Readonly<Record<string, string | number | undefined>>): string {
  const base = view.page ?? view.action;
  const query = new URLSearchParams([
    ...(view.page === undefined ? siteFields(view) : []),
    ...visitorFields(view),
    ...present(step),
  ]);
  // Readable: neither a slash nor a colon has a meaning in a query.
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${text}`;
}

/** Inputs nobody sees. */
export function hidden(entries: Iterable<readonly [string, string]>): Markup {
  return html`${[...entries].map(([name, value]) => html`<input type="hidden"${attributes({name, value})}>`)}`;
}

/** All a sent form has to hold beside its own fields. */
export function hiddenFields(view: PageView, more: Readonly<Record<string, string | number | undefined>> = {}): Markup {
  return hidden([
    ...siteFields(view),
    ...visitorFields(view),
    ...present({[fieldNames.attempt]: view.attempt, ...more}),
  ]);
}

/** A form that is sent to the proxy, which says all that is wrong at once and in the page's language. */
export function postForm({action}: PageView, classes: string, content: Part): Markup {
  return html`<form method="post"${attributes({action, class: classes})} accept-charset="utf-8" novalidate>${content}</form>`;
}

/**
 * One thing to choose: a link, or a button of the form around it as soon as the visitor has typed something, which must
 * not get lost and has no business in an address.
 */
export function choice(
  view: PageView,
  step: Readonly<Record<string, string | number>>,
  label: Part,
  more: Parameters<typeof attributes>[0] = {},
): Markup {
  if (!view.typed) return html`<a${attributes({href: addressOf(view, step), ...more})}>${label}</a>`;
  const [name, value] = Object.entries(step).at(-1)!;
  return html`<button type="submit"${attributes({name, value, ...more})}>${label}</button>`;
}
