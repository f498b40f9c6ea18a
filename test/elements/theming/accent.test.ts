import {html} from 'lit';
import {expect, test} from 'vitest';
import '../../../src/define/booking-questions.ts';
import {fixture} from '../../support/fixture.ts';
import {colors, contrast} from './colors.ts';

/** Reads what the private names of an element come to. */
async function lookOf(theme: 'light' | 'dark') {
  const element = await fixture(html`<booking-questions></booking-questions>`, {theme});
  const probe = element.shadowRoot!.appendChild(document.createElement('span'));
  return {
    element,
    /** The colour of a token, or of a piece of CSS made of them. */
    color(value: string): string {
      probe.style.color = value.startsWith('--') ? `var(${value})` : value;
      return getComputedStyle(probe).color;
    },
  };
}

/** What must be readable together, whatever the accent; 4.5 for text, 3 for rings and borders. */
const pairs: [ink: string, ground: string, least: number][] = [
  ['--_on-accent', '--_accent', 4.5],
  ['--_ink', '--_surface', 4.5],
  ['--_ink', '--_surface-raised', 4.5],
  ['--_ink', '--_accent-soft', 3],
  ['--_ink', '--_surface-hover', 3],
  ['--_focus', '--_surface', 3],
  ['--_text', '--_accent-soft', 4.5],
  ['--_text', '--_surface-hover', 4.5],
  ['--_text-muted', '--_accent-soft', 4.5],
];

test.each(['light', 'dark'] as const)('every accent is readable, alone, in a %s page', async theme => {
  const {element, color} = await lookOf(theme);
  const poor: string[] = [];
  for (const accent of colors) {
    element.style.setProperty('--booking-color-accent', accent);
    for (const [ink, ground, least] of pairs) {
      const ratio = contrast(color(ink), color(ground));
      if (ratio < least) poor.push(`${ink} on ${ground} of ${accent}: ${ratio.toFixed(2)}`);
    }
  }
  expect(poor).toEqual([]);
});

test.each(['light', 'dark'] as const)('a button that is pointed at is no harder to read in a %s page', async theme => {
  const {element, color} = await lookOf(theme);
  const hovered = [...element.shadowRoot!.adoptedStyleSheets]
    .flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule instanceof CSSStyleRule)
    .find(rule => rule.selectorText === '.primary:hover')!.style.background;
  const harder = colors.filter(accent => {
    element.style.setProperty('--booking-color-accent', accent);
    return contrast(color('--_on-accent'), color(hovered)) < contrast(color('--_on-accent'), color('--_accent'));
  });
  expect(harder.filter(accent => accent !== '#000000' && accent !== '#ffffff')).toEqual([]);
});

test('an accent of its own for light and dark pages keeps its meaning', async () => {
  const light = await lookOf('light');
  light.element.style.setProperty('--booking-color-accent', 'light-dark(#0b5d4f, #6fd3c0)');
  expect(light.color('--_accent')).toBe('rgb(11, 93, 79)');
  expect(contrast(light.color('--_ink'), 'rgb(11, 93, 79)')).toBeLessThan(1.1);
  light.element.remove();

  const dark = await lookOf('dark');
  dark.element.style.setProperty('--booking-color-accent', 'light-dark(#0b5d4f, #6fd3c0)');
  expect(dark.color('--_accent')).toBe('rgb(111, 211, 192)');
  expect(contrast(dark.color('--_ink'), 'rgb(111, 211, 192)')).toBeLessThan(1.1);
});

test('a colour for what is written on the accent wins', async () => {
  const {element, color} = await lookOf('light');
  element.style.setProperty('--booking-color-accent', '#ffd60a');
  element.style.setProperty('--booking-color-on-accent', 'rgb(40, 20, 0)');
  expect(color('--_on-accent')).toBe('rgb(40, 20, 0)');
});
