import {fieldsOf} from '../api/event-types/event-type-output.ts';
import {hostsOf, scheduleZone} from '../world/availability.ts';
import {findTeam} from '../world/data.ts';
import type {EventTypeRow} from '../world/model.ts';
import type {World} from '../world/world.ts';
import type {BookerConfig} from './config.ts';
import {openDom} from './dom.ts';
import {openPort} from './port.ts';
import {runScreens} from './screens.ts';
import {styles} from './styles.ts';

const escape = (text: string) => text.replace(/[&<>"]/g, found => `&#${found.charCodeAt(0)};`);

const inputTypes: Record<string, string> = {phone: 'tel', address: 'text', textarea: 'textarea', multiemail: 'email'};

function configOf(world: World, row: EventTypeRow, query: URLSearchParams): BookerConfig {
  const [host] = hostsOf(row);
  const uid = query.get('rescheduleUid');
  return {
    base: world.options.basePath,
    status: 200,
    eventType: {
      id: row.id,
      slug: row.slug,
      title: row.title,
      description: row.description ?? '',
      minutes: row.minutes,
      ...(row.options ? {options: row.options} : {}),
      ...(row.price === undefined ? {} : {price: `${(row.price / 100).toFixed(2)} ${row.currency!.toUpperCase()}`}),
      ...(row.lockedZone ? {lockedZone: scheduleZone(row)} : {}),
      asksPhone: row.phoneOnly ?? false,
      recurring: row.recurrence !== undefined,
      questions: fieldsOf(row)
        .filter(
          field =>
            field.required &&
            !field.hidden &&
            field.type !== 'unknown' &&
            (field['isDefault'] !== true || field.slug === 'title'),
        )
        .map(({slug, type, label, options}) => ({
          slug,
          type: inputTypes[type] ?? type,
          label: label ?? 'What is this meeting about?',
          ...(options ? {options} : {}),
        })),
    },
    organizer: {name: host!.name, email: host!.email, timeZone: host!.timeZone},
    ...(uid ? {reschedule: {uid}} : {}),
  };
}

// JSON inside a script element: `<` could end it.
const asScript = (config: BookerConfig) => JSON.stringify(config).replace(/</g, '\\u003c');

/** The HTML of a booking page; without an event type, the page of a broken link. */
export function bookerPage(world: World, row: EventTypeRow | undefined, url: URL): {status: number; html: string} {
  const config: BookerConfig = row
    ? configOf(world, row, url.searchParams)
    : {base: world.options.basePath, status: 404};
  const embed = url.pathname.endsWith('/embed') || url.searchParams.has('embedType');
  const {eventType} = config;
  const owner = row?.team ? findTeam(row.team)!.name : (config.organizer?.name ?? '');
  const facts = eventType
    ? [
        `${eventType.minutes} minutes`,
        ...(eventType.price ? [eventType.price] : []),
        ...(row!.confirmation ? ['Needs the host’s approval'] : []),
      ]
    : [];
  const aside = eventType
    ? [
        `<p>${escape(owner)}</p><h1>${escape(eventType.title)}</h1><p>${escape(eventType.description)}</p>`,
        ...facts.map(fact => `<p class="quiet">${escape(fact)}</p>`),
      ].join('')
    : '<h1>404</h1><p>This page does not exist.</p>';
  const html = `<!doctype html>
<html lang="en" class="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(eventType ? `${eventType.title} | ${owner}` : 'Page not found')}</title>
<style>${styles}</style>
</head>
<body${embed ? ' class="embed" style="visibility:hidden"' : ''}>
<main class="main">
<aside>${aside}</aside>
<div id="stage" aria-live="polite"></div>
</main>
<script>
const config = ${asScript(config)};
const stage = document.getElementById('stage');
const port = (${openPort.toString()})(config);
(${runScreens.toString()})(config, port, (${openDom.toString()})(stage, port), stage);
</script>
</body>
</html>
`;
  return {status: config.status, html};
}
