import type {BookingElement} from '../base/booking-element.ts';
import {makeOwn} from '../base/own.ts';
import {settingsOf} from './settings.ts';

/** The tags of Cal.com's guides, which embed.js defines, and the kit's elements that replace them. */
const tags = {'cal-inline': 'booking-inline', 'cal-floating-button': 'booking-popup'} as const;
type GuideTag = keyof typeof tags;

/** Elements of the guides. Those that embed.js creates have no `calLink`. */
const guides = 'cal-inline[callink], cal-floating-button[callink]';

const twins = new Map<Element, BookingElement>();

/** Names of the attributes that were copied to a twin. */
const mirrored = new WeakMap<Element, string[]>();

function mirror(original: HTMLElement, twin: BookingElement): void {
  const {attributes, config} = settingsOf(original);
  for (const name of mirrored.get(twin) ?? []) if (!attributes.has(name)) twin.removeAttribute(name);
  for (const [name, value] of attributes) if (twin.getAttribute(name) !== value) twin.setAttribute(name, value);
  mirrored.set(twin, [...attributes.keys()]);
  if (JSON.stringify(twin.config) !== JSON.stringify(config)) twin.config = config;
  if (original.localName !== 'cal-inline') return;
  for (const name of original.style)
    if (name !== 'display') twin.style.setProperty(name, original.style.getPropertyValue(name));
  // The booking page has its own height, so a box with a fixed height has to scroll.
  if (twin.style.height && !twin.style.height.endsWith('%') && !twin.style.overflow) twin.style.overflow = 'auto';
}

function adopt(original: HTMLElement): void {
  let twin = twins.get(original);
  if (!twin) {
    const tag = tags[original.localName as GuideTag];
    twin = makeOwn(document.createElement(tag));
    if (tag === 'booking-popup') twin.toggleAttribute('floating', true);
    twins.set(original, twin);
    // embed.js, if loaded for something else, renders an endless loading box into the original.
    original.style.setProperty('display', 'none', 'important');
  }
  mirror(original, twin);
  if (original.nextSibling !== twin) original.after(twin);
}

/** Adds one of the kit's elements after every element of the guides, and removes it together with that. */
export function adoptTags(): void {
  for (const [original, twin] of twins) {
    if (original.isConnected) continue;
    twin.remove();
    twins.delete(original);
  }
  for (const original of document.querySelectorAll<HTMLElement>(guides)) adopt(original);
}
