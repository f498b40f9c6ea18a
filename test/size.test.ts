import {expect, test} from 'vitest';
import {weigh} from './support/bundle.ts';

interface Budget {
  entry: string;
  /** Files that a visitor's way through the whole thing loads besides the first view; the others come in rare cases. */
  journey: RegExp;
  /** kB of gzip, Lit included: what the design wants, and what was reached so far, which only ever goes down. */
  goal: {first: number; whole: number};
  ceiling: {first: number; whole: number};
}

const budgets: Budget[] = [
  {entry: 'src/define/booking-form.ts', journey: /^(later|flow-book|form|fields|booking-status)\b/, goal: {first: 16, whole: 24}, ceiling: {first: 29.4, whole: 61.4}},
  {entry: 'src/define/booking-inline.ts', journey: /^(embed-page|embed-js|link|messages|time)\b/, goal: {first: 10, whole: 10}, ceiling: {first: 10.5, whole: 18.8}},
  // A form's first view where it is begun ahead of the element.
  {entry: 'src/ahead-form.ts', journey: /^draw-forms\b/, goal: {first: 16, whole: 16}, ceiling: {first: 5.5, whole: 16.5}},
  {entry: 'src/ahead.ts', journey: /^$/, goal: {first: 7, whole: 7}, ceiling: {first: 8.5, whole: 8.5}},
  {entry: 'src/page.ts', journey: /^$/, goal: {first: 2, whole: 2}, ceiling: {first: 2, whole: 2}},
];

test.each(budgets)('$entry does not grow: first view $ceiling.first kB, a whole booking $ceiling.whole kB gzip', async ({entry, journey, goal, ceiling}) => {
  const {files, first} = await weigh(entry);
  const list = Object.entries(files).sort(([, a], [, b]) => b - a);
  const whole = list.reduce((sum, [name, size]) => sum + (journey.test(name) ? size : 0), first);
  const rare = list.filter(([name]) => !journey.test(name) && !/^(first|booking-elements)\b/.test(name));
  const show = (files: [string, number][]) => files.map(([name, size]) => `${name.replace(/-[\w-]{8}\.js$/, '')} ${size.toFixed(1)}`).join(', ');
  console.log(`${entry}: first view ${first.toFixed(2)} kB (goal ${goal.first}, ceiling ${ceiling.first}), a whole booking ${whole.toFixed(2)} kB (goal ${goal.whole}, ceiling ${ceiling.whole}); only where needed: ${show(rare)}`);
  expect(first).toBeLessThanOrEqual(ceiling.first);
  expect(whole).toBeLessThanOrEqual(ceiling.whole);
});
