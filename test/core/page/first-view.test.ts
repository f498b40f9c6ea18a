import {expect, test} from 'vitest';
import {
  readPress,
  readState,
  writePress,
  writeState,
  type FirstViewState,
  type Press,
} from '../../../src/core/page/first-view.ts';

/** The `dataset` of an element with these attributes. */
const dataset = (written: string) =>
  Object.fromEntries([...written.matchAll(/ data-(\w+)(?:="(.*?)")?/g)].map(([, name, value = '']) => [name, value]));

const states: FirstViewState[] = [
  {step: 'pick', isZoneChosen: false},
  {step: 'pick', zone: 'America/Port-au-Prince', isZoneChosen: true, month: '2030-01', day: '2030-01-07'},
  {step: 'details', zone: 'UTC', isZoneChosen: false, slot: '2030-01-07T09:00:00.000Z'},
];

test.each(states)('the element reads the state that the first view wrote: $step, $zone', state => {
  expect(readState(dataset(writeState(state).html))).toEqual(state);
});

test.each([{}, {zone: 'UTC'}, {step: 'another', zone: 'UTC'}, {step: 'constructor'}])(
  'without a known step there is no state: %o',
  data => {
    expect(readState(data)).toBeUndefined();
  },
);

const presses: Press[] = [
  {kind: 'month', value: '2030-02'},
  {kind: 'slot', value: '2030-01-07T09:00:00.000Z'},
  {kind: 'duration', value: '30'},
  {kind: 'zone', value: ''},
];

test.each(presses)('the element reads the press that the first view wrote: $kind', press => {
  expect(readPress(writePress(press))).toEqual(press);
});

test.each([undefined, '', 'another 5', 'constructor 5'])('there is no other press: %o', written => {
  expect(readPress(written)).toBeUndefined();
});
