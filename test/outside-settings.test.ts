import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

/** How a time zone, a language or a choice of hours comes in from outside, as the source writes it. */
const door =
  /navigator\.language|\.lang\b|\.resolvedOptions\(\)|sessionStorage\.getItem|accept-language|json\['(?:lockedT|t)imeZone'\]|\(data\)\['timeZone'\]|key === 'cal\.tz'|read\('(?:time-zone|timezone|locale)'\)|last\(fieldNames\.locale\)|where\(fieldNames\.timeZone\b/gi;

/** A file with such doors: how many, and what makes of their values something that Intl takes (`in` another file). */
interface Row {
  doors: number;
  checks: RegExp[];
  in?: string;
}

/** A new door without a row fails. Attributes and properties have a table of their own, in `elements/inputs/input-rows.ts`. */
const rows: Readonly<Record<string, Row>> = {
  'core/cal/event-type.ts': {doors: 1, checks: [/typeof zone === 'string' && isTimeZone\(zone\)/]},
  // Of formatters for a language that was checked.
  'core/words/messages.ts': {doors: 1, checks: [/dateFormat\(locale, \{.*\}\)\.resolvedOptions/]},
  'core/words/price.ts': {doors: 1, checks: [/NumberFormat\(localeTag\(locale\)/]},
  'elements/zone/zone-picker.ts': {doors: 1, checks: [/DateTimeFormat\(this\.#locale\.locale/]},
  // A page's own settings are no part of what is kept.
  'elements/form/keep.ts': {doors: 1, checks: [/keptAnswers\(eventType, kept\.answers\)/]},
  'elements/form/begin/read-appearance.ts': {
    doors: 3,
    checks: [
      /toLocale\(read\('locale'\)[^]*own \?\? localeTag\(host/,
      /timeZone && isTimeZone\(timeZone\) \? timeZone : visitorZone\(\)/,
    ],
  },
  'elements/form/visitor.ts': {
    doors: 1,
    checks: [
      /kept && isTimeZone\(kept\) \? kept : deviceZone\(\)/,
      /kept === 'h12' \|\| kept === 'h23' \? kept : undefined/,
    ],
  },
  'elements/inline/mount-pages.ts': {doors: 1, checks: [/key === 'cal\.tz'\) return toZone\(/], in: 'embed/config.ts'},
  'embed/config.ts': {doors: 1, checks: [/zone === undefined \|\| isTimeZone\(zone\)/]},
  'elements/base/locale.ts': {doors: 1, checks: [/asked\.map\(text => toLocale\(text!\)\)/]},
  // Only its country counts.
  'elements/inputs/phone-hints.ts': {doors: 1, checks: [/locale\?\.slice\(0, 35\)/], in: 'core/phone/read-phone.ts'},
  'elements/base/device-zone.ts': {doors: 1, checks: [/timeZone && isTimeZone\(timeZone\) \? timeZone : 'UTC'/]},
  'proxy/cal/account/owner.ts': {doors: 1, checks: [/isTimeZone\(zone\) \? zone : undefined/]},
  'proxy/page/serve/answer-failure.ts': {doors: 1, checks: [/locale: preferredLanguage\(headers\.get/]},
  'proxy/page/read-input.ts': {
    doors: 4,
    checks: [/localeTag\(locale\)/, /preferredLanguage\(headers/, /where\(fieldNames\.timeZone, isTimeZone\)/],
  },
};

/** What the program does, without what is said about it. */
const read = (path: string) => readFileSync(`src/${path}`, 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');

test('every place where a zone, a language or hours come in from outside checks them before Intl sees them', () => {
  const paths = globSync('**/*.ts', {cwd: 'src'}).sort();
  const doors = paths
    .map(path => [path, [...read(path).matchAll(door)].length] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(doors)).toEqual(
    Object.fromEntries(Object.entries(rows).map(([path, row]) => [path, row.doors])),
  );
  const unchecked = Object.entries(rows).flatMap(([path, row]) =>
    row.checks.filter(check => !check.test(read(row.in ?? path))).map(check => `${path}: ${check}`),
  );
  expect(unchecked).toEqual([]);
});
