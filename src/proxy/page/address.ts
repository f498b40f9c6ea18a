import {attributes, html, type Markup, type Part} from '../../core/page/html.ts';
import type {PageView} from './form-options.ts';

/** Names of form fields and query parameters; attributes of `<booking-form>` where such an attribute exists. */
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
  unsure: 'unsure',
  page: 'page',
  checkoutToken: 'checkout-token',
  phoneCountry: 'phone-country',
  booking: 'booking',
  missed: 'missed',
  fragment: 'fragment',
} as const;

/** Prefix of the fields with the site's own metadata. */
export const metadataPrefix = 'metadata.';

type Entries = [name: string, value: string][];

function present(values: Readonly<Record<string, string | number | undefined>>): Entries {
  return Object.entries(values).flatMap(([name, value]): Entries =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
}

/** The site's settings, which every step has to repeat. */
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

/** The URL of a step: on the site's own page, which determines the event type, or at the proxy. */
export function addressOf(view: PageView, step: Readonly<Record<string, string | number | undefined>>): string {
  const base = view.page ?? view.action;
  const query = new URLSearchParams([
    ...(view.page === undefined ? siteFields(view) : []),
    ...visitorFields(view),
    ...present(step),
  ]);
  // For readability: slashes and colons have no meaning in a query.
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${text}`;
}

/** Hidden inputs. */
export function hidden(entries: Iterable<readonly [string, string]>): Markup {
  return html`${[...entries].map(([name, value]) => html`<input type="hidden"${attributes({name, value})}>`)}`;
}

/** Everything a form must send besides its own fields. */
export function hiddenFields(view: PageView, more: Readonly<Record<string, string | number | undefined>> = {}): Markup {
  return hidden([
    ...siteFields(view),
    ...visitorFields(view),
    ...present({[fieldNames.attempt]: view.attempt, [fieldNames.unsure]: view.unsure, ...more}),
  ]);
}

/** A form sent to the proxy, which reports all invalid fields at once and in the form's language. */
export function postForm({action}: PageView, classes: string, content: Part): Markup {
  return html`<form method="post"${attributes({action, class: classes})} accept-charset="utf-8" novalidate>${content}</form>`;
}

/**
 * One option: a link, or once the visitor has typed anything a button of the surrounding form, so that the answers are
 * kept and stay out of the URL.
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
