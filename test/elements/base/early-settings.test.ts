import {expect, test} from 'vitest';
import {earlySettings} from '../../../src/elements/base/early-settings.ts';

function host(markup: string): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = markup;
  return box.firstElementChild as HTMLElement;
}

const names = ['calLink', 'timeZone', 'hideEventTypeDetails', 'eventTypeId', 'theme'] as const;

test('settings are read from attributes, in each spelling that elements know', () => {
  const written = earlySettings(host('<x-form cal-link="a/b" timeZone="UTC" hideEventTypeDetails></x-form>'), names)!;
  expect(names.map(written.read)).toEqual(['a/b', 'UTC', '', undefined, undefined]);
  expect(names.filter(written.has)).toEqual(['calLink', 'timeZone', 'hideEventTypeDetails']);
});

test('a spelling that elements do not know is no setting', () => {
  expect(earlySettings(host('<x-form eventTypeId="7"></x-form>'), names)!.read('eventTypeId')).toBeUndefined();
});

test('once a script has set one of the properties the attributes decide nothing', () => {
  const element = host('<x-form cal-link="a/b"></x-form>');
  expect(earlySettings(Object.assign(element, {another: 1}), names)).toBeDefined();
  expect(earlySettings(Object.assign(element, {theme: 'dark'}), names)).toBeUndefined();
});
