import {expect, test} from 'vitest';
import {weigh} from './support/bundle.ts';

interface Budget {
  entry: string;
  /** Chunks a whole booking loads besides the first view, by name; the others load in rare cases. */
  journey: string[];
  /** kB of gzip, Lit included: what the design wants, and what was reached so far, which only ever goes down. */
  goal: {first: number; whole: number};
  ceiling: {first: number; whole: number};
}

const budgets: Budget[] = [
  {
    entry: 'src/define/booking-form.ts',
    journey: ['later-steps', 'flow-book', 'questions', 'fields.styles', 'booking-status'],
    goal: {first: 16, whole: 24},
    ceiling: {first: 29.4, whole: 62.3},
  },
  {
    entry: 'src/define/booking-inline.ts',
    journey: ['embed-page', 'embed-js', 'page-address', 'messages', 'time'],
    goal: {first: 10, whole: 10},
    ceiling: {first: 10.5, whole: 21.4},
  },
  // A form's first view where it is begun ahead of the element.
  {
    entry: 'src/ahead-form.ts',
    journey: ['draw-forms'],
    goal: {first: 16, whole: 16},
    ceiling: {first: 5.5, whole: 16.5},
  },
  {entry: 'src/ahead.ts', journey: [], goal: {first: 7, whole: 7}, ceiling: {first: 8.5, whole: 8.5}},
  {entry: 'src/page.ts', journey: [], goal: {first: 2, whole: 2}, ceiling: {first: 2, whole: 2}},
];

test.each(budgets)(
  '$entry does not grow: first view $ceiling.first kB, a whole booking $ceiling.whole kB gzip',
  async ({entry, journey, goal, ceiling}) => {
    const {files, first} = await weigh(entry);
    const list = Object.entries(files).sort(([, a], [, b]) => b - a);
    const nameOf = (file: string) => file.replace(/-[\w-]{8}\.js$/, '');
    const whole = list.reduce((sum, [name, size]) => sum + (journey.includes(nameOf(name)) ? size : 0), first);
    const rare = list.filter(([name]) => !journey.includes(nameOf(name)) && !/^(first|booking-elements)\b/.test(name));
    const show = (files: [string, number][]) =>
      files.map(([name, size]) => `${nameOf(name)} ${size.toFixed(1)}`).join(', ');
    console.log(
      `${entry}: first view ${first.toFixed(2)} kB (goal ${goal.first}, ceiling ${ceiling.first}), a whole booking ${whole.toFixed(2)} kB (goal ${goal.whole}, ceiling ${ceiling.whole}); only where needed: ${show(rare)}`,
    );
    expect(list.map(([name]) => nameOf(name))).toEqual(expect.arrayContaining(journey));
    expect(first).toBeLessThanOrEqual(ceiling.first);
    expect(whole).toBeLessThanOrEqual(ceiling.whole);
  },
);
