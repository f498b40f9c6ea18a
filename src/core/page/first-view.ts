import type {Day, Instant, Month} from '../model/types.ts';
import {attributes, type Markup} from './html.ts';
import type {Choice} from './pick-view.ts';

// What a first view writes for the element that takes its place: src/elements/form/begin/README.md.

const steps = ['pick', 'details', 'done', 'elsewhere'] as const;

/** What the element continues from. Only a server's first view shows more than `pick`. */
export interface FirstViewState {
  step: (typeof steps)[number];
  /** The time zone of the times, once times are shown. */
  zone?: string | undefined;
  /** Whether the visitor chose that zone here. */
  isZoneChosen?: boolean | undefined;
  month?: Month | undefined;
  day?: Day | undefined;
  /** The chosen time, at the step `details`. */
  slot?: Instant | undefined;
}

/** Writes the state as attributes of the first view's outermost element. */
export function writeState({step, zone, isZoneChosen, month, day, slot}: FirstViewState): Markup {
  return attributes({
    'data-step': step,
    'data-zone': zone,
    'data-chosen': isZoneChosen,
    'data-month': month,
    'data-day': day,
    'data-slot': slot,
  });
}

/** Reads the state from the `dataset` of that element; undefined if there is none. */
export function readState(data: Readonly<Record<string, string | undefined>>): FirstViewState | undefined {
  const {step: written, zone, chosen, month, day, slot} = data;
  const step = steps.find(each => each === written);
  return step && {step, zone, isZoneChosen: chosen !== undefined, month, day, slot};
}

const kinds = ['month', 'day', 'slot', 'duration', 'zone'] as const satisfies readonly (keyof Choice | 'zone')[];

/** What a button of a first view without a handler does: makes a choice, or opens the list of time zones. */
export interface Press {
  kind: (typeof kinds)[number];
  /** The choice; empty for `zone`. */
  value: string;
}

/** The value of the attribute `data-press` of such a button. */
export function writePress({kind, value}: Press): string {
  return `${kind} ${value}`;
}

/** Reads `data-press`; undefined if it is missing or unknown. */
export function readPress(written: string | undefined): Press | undefined {
  const [name, value = ''] = written?.split(' ') ?? [];
  const kind = kinds.find(each => each === name);
  return kind && {kind, value};
}
