import {globSync, readFileSync} from 'node:fs';
import {parseAst} from 'vite';
import {expect, test} from 'vitest';

/**
 * Every member that is looked up by a name in a variable, and why `constructor` or `__proto__` in it does no harm. A
 * name that comes from outside is looked up by `own` of core, in a Map, or in a record without a prototype (`bare`).
 */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'without a prototype': {
    'core/flow/kept-answers.ts': ['answers[locationDetailSlug]', 'answers[question.slug]', 'answers[slug]'],
    'core/flow/locked.ts': ['answers[question.slug]'],
    'core/flow/answer-fields.ts': ['given[question.slug]'],
    'core/cal/requests/create-booking.ts': ['answers[guestQuestion.slug]', 'answers[question.slug]'],
    'core/flow/questions.ts': [
      'answers[locationDetailSlug]',
      'answers[question.slug]',
      'answers[slug]',
      'problems[first.slug]',
      'problems[locationDetailSlug]',
      'problems[question.slug]',
      'problems[slug]',
    ],
    'elements/questions/booking-questions.ts': ['visible[slug]'],
    'elements/questions/render-choice.ts': ['view.answers[field.slug]'],
    'elements/questions/render-text.ts': ['view.answers[field.slug]'],
  },
  'an own member, by Object.hasOwn or Object.keys': {
    'core/flow/form-entries.ts': ['answers[slug]'],
    'core/cal/booking.ts': ['statuses[raw]'],
    'core/cal/event-type.ts': ['asks[type]'],
    'core/cal/requests/numbers.ts': ['answers[slug]'],
    'core/cal/questions.ts': ['bySlug[slug]'],
    'core/model/own.ts': ['record[name]'],
    'core/text/markdown-entities.ts': ['marks[mark]', 'names[name]'],
    'core/words/place.ts': ['places[type]'],
    'core/time/zones.ts': ['zoneAliases[zone]'],
    'elements/inline/transports.ts': ['transports[name]'],
    'elements/inputs/mistakes.ts': ['expected[name]'],
    'elements/questions/shown-problems.ts': ['shown[slug]'],
    'embed/messages.ts': ['decoders[type]'],
    'proxy/cal/pick.ts': ['json[name]'],
    'proxy/page/details/render-questions.ts': ['answers[slug]'],
    'proxy/settings/live.ts': ['limits[known as keyof LiveLimits]'],
    'proxy/webhooks/json.ts': ['record[key]'],
  },
  'texts by the name of a line, of which four are read': {'client/live/frames.ts': ['message[name]']},
  'a tag, which is small letters, of eight at most': {'core/words/load-words.ts': ['loads[language]']},
  'a name that the code itself writes': {
    'client/client.ts': ['metadata[attemptKey]'],
    'core/cal/errors.ts': ['byStatus[status]', 'sentences[code]'],
    'core/state/facts.ts': ['a[name]', 'b[name]', 'merged[name]', 'mergers[name]', 'offSince[state]'],
    'core/flow/questions.ts': ['names[type]'],
    'core/time/locale.ts': ['text[longest]'],
    'core/text/markdown-inline.ts': ['this.#text[from - 1]', 'this.#text[to]', 'written[end - 1]'],
    'core/words/messages.ts': [
      'catalogues.get(at)?.[key]',
      'english[key]',
      'key in english',
      `message[pluralOf(Number(values['count']), language)]`,
      'values[name]',
    ],
    'core/words/hand-over.ts': ['handOverKeys[reason]'],
    'core/page/html.ts': ['entities[mark]'],
    'core/places/read-places.ts': ['kinds[Number(kind)]'],
    'core/places/search-zones.ts': ['plain[letter]', 'umlauts[letter]'],
    'core/phone/phone-countries.ts': ['trunks[name]'],
    'core/phone/read-phone.ts': ['bareStarts[code]', 'prefixes[country.code]'],
    'core/time/time.ts': ['dayStyles[style]'],
    'elements/base/booking-element.ts': ['spellings[name]'],
    'elements/compat/twins.ts': ['tags[original.localName as GuideTag]'],
    'elements/change/entries.ts': ['statuses[status]'],
    'elements/form/book/series.ts': ['state.blocks[block]'],
    'elements/form/back.ts': ['(state as {[member]?: unknown} | null)?.[member]'],
    'elements/form/begin/early-fetch.ts': ['host[key]'],
    'elements/form/begin/take-over.ts': ['counterparts[kind]'],
    'elements/form/flow-controller.ts': ['this.state.blocks[block]'],
    'elements/form/book/later-steps.ts': ['patienceTexts[this.#context.patience.level]'],
    'elements/form/pick/render-columns.ts': ['known[first + columns]', 'known[first - columns]'],
    'elements/form/book/render-notice.ts': ['elsewhereKeys[notice.code]'],
    'elements/form/pick/render-pick.ts': ['state.blocks[blockOf(state.month, firstMonth)]'],
    'elements/inline/booking-inline.ts': ['config![name]', 'name in before!', 'name in config!'],
    'elements/inline/mount-pages.ts': ['transports[transport]'],
    'elements/inline/started.ts': ['host[key]'],
    'elements/inputs/inputs.ts': ['name in seen', 'seen[name]', 'values[name]'],
    'elements/inputs/mistakes.ts': ['obstacles[handOver]'],
    'elements/loading/on-demand.ts': ['loaders[selector]'],
    'elements/popup/booking-popup.ts': ['spellings[name]'],
    'elements/popup/elsewhere.ts': ['popup[name]'],
    'elements/questions/questions-inputs.ts': ['(value as Partial<Record<string, unknown>> | null)?.[name]'],
    'elements/inputs/tell-mistake.ts': ['mistakes[name]'],
    'elements/zone/zone-picker.ts': ['this.#found[this.active]'],
    'embed/embed-js/embed-js.ts': ['this.#cal.ns?.[this.namespace]'],
    'embed/frame.ts': ['managers[namespace]'],
    'embed/theme.ts': [`(config['cssVarsPerTheme'] as EmbedUi['cssVarsPerTheme'])?.[theme]`, 'found[name]'],
    'embed/embed-js/namespaces.ts': ['cal.ns?.[`booking-${number}`]', 'cal.ns?.[name]'],
    'embed/embed-js/runtime.ts': ['spaces[namespace]'],
    'embed/embed-js/script-bases.ts': ['page[key]'],
    'embed/warn.ts': ['console[level]'],
    'proxy/book/attempt-note.ts': ['eventType[name]'],
    'proxy/book/bookings.ts': [
      `looseObject(attendee['metadata'])[attemptKey]`,
      `looseObject(booking['metadata'])[attemptKey]`,
    ],
    'proxy/ops/render-overview.ts': ['runs[state]'],
    'proxy/cal/upstream/budget.ts': [
      'buckets[bucket]',
      'buckets[turn.bucket]',
      'burstShare[priority]',
      'kindShare[priority]',
      'newcomersShare[priority]',
      'patienceMs[turn.priority]',
      'share[priority]',
      'visitorShare[priority]',
    ],
    'proxy/book/filter-booking.ts': ['attendee[audience]'],
    'proxy/commands/checks/event-types.ts': ['obstacles[eventType.handOver]'],
    'proxy/commands/ping.ts': ['sentences[pinged]'],
    'proxy/commands/terminal.ts': ['signs[status]'],
    'proxy/commands/webhook.ts': ['secretWords[secret]'],
    'proxy/effects/reconcile.ts': ['pausesMs[due.tries]'],
    'proxy/errors.ts': ['byCode[code]'],
    'proxy/mount/route-handlers.ts': ['store[shared]'],
    'proxy/page/render-form.ts': [
      '{done: renderDone, elsewhere: renderElsewhere, pick: renderPick, details: renderDetails}[step]',
    ],
    'proxy/page/render-notice.ts': ['elsewhereKeys[code]'],
    'proxy/page/page-view.ts': ['words[key]'],
    'proxy/settings/settings.ts': ['environment[variable]', 'table[option as Option]'],
    'proxy/observe/spans.ts': ['kinds[kind]'],
    'proxy/store/guard.ts': ['store[name]'],
    'proxy/store/news.ts': ['after[name]', 'before[name]'],
    'proxy/store/postgres/postgres.ts': ['prunable[table]'],
    'proxy/store/sqlite/sqlite.ts': ['cutoffs[table]', 'statements.prune[table]'],
    'react/wrap.ts': [
      'attributes[/^(data|aria)-/.test(name) ? name : kebab(name)]',
      'attributes[name]',
      'handlers.current[name]',
      'props[name]',
      'target[name]',
    ],
  },
};

interface Node {
  type?: string;
  computed?: boolean;
  operator?: string;
  start: number;
  end: number;
  property: Node;
  left: Node;
}

/** Lookups by a variable; `index` is a number by its name. */
function find(): string[] {
  const lookups = new Set<string>();
  for (const file of globSync('src/**/*.ts').filter(each => !each.includes('locales'))) {
    const code = readFileSync(file, 'utf8');
    const walk = (node: Node): void => {
      if (typeof node !== 'object' || node === null) return;
      // Taking a member away takes no other's.
      if (node.type === 'UnaryExpression' && node.operator === 'delete') return;
      const text = () => code.slice(node.start, node.end);
      const isLookup = node.type === 'MemberExpression' && node.computed && node.property.type !== 'Literal';
      const isIn = node.type === 'BinaryExpression' && node.operator === 'in';
      const isSearch = isIn && !/Literal|Private/.test(node.left.type!);
      if ((isLookup && !text().endsWith('[index]')) || isSearch) lookups.add(`${file.slice('src/'.length)} ${text()}`);
      (Object.values(node) as Node[]).forEach(walk);
    };
    walk(parseAst(code, {lang: 'ts'}, file) as unknown as Node);
  }
  return [...lookups].sort();
}

const found = find();
const listed = Object.values(known)
  .flatMap(files => Object.entries(files))
  .flatMap(([file, texts]) => texts.map(text => `${file} ${text}`));

test('nothing is looked up by a name from outside but what belongs to the record', () => {
  expect(found.filter(lookup => !listed.includes(lookup))).toEqual([]);
});

test('of the lookups that are listed all are still there', () => {
  expect(listed.filter(lookup => !found.includes(lookup))).toEqual([]);
});
