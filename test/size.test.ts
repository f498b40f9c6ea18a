import {expect, test} from 'vitest';
import {weigh, weighTag} from './support/bundle.ts';

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
    journey: ['later-steps', 'questions', 'fields.styles', 'booking-status'],
    goal: {first: 16, whole: 24},
    ceiling: {first: 29.5, whole: 62.5},
  },
  {
    entry: 'src/define/booking-inline.ts',
    journey: ['embed-page', 'embed-js', 'page-address', 'messages'],
    goal: {first: 10, whole: 10},
    ceiling: {first: 10.5, whole: 21.4},
  },
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

/** kB of gzip that the script tag loads until visitors see the times of a form, or Cal.com's page; both with page.js. */
const tagBudgets = {
  'page.js': {files: [], goal: 5, ceiling: 6.7},
  'the times of a form': {files: ['draw-forms'], goal: 15, ceiling: 22.3},
  'a booking page': {files: ['mount-pages'], goal: 15, ceiling: 16.7},
  'a form that has taken over': {files: ['draw-forms', 'booking-form', 'take-over'], goal: 46, ceiling: 53.8},
};

test('what the script tag loads does not grow', async () => {
  const sizeOf = await weighTag();
  for (const [name, {files, goal, ceiling}] of Object.entries(tagBudgets)) {
    const size = sizeOf('page', ...files);
    console.log(`${name}: ${size.toFixed(2)} kB (goal ${goal}, ceiling ${ceiling})`);
    expect(size, name).toBeLessThanOrEqual(ceiling);
  }
});
