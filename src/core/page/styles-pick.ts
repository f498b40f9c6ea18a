import {css} from './css.ts';

/** Styles of calendar, times and zone, with the same dimensions as the elements that replace them. */
export const pickStyles = css`
.calendar { --_row: max(var(--_control), 2.5em); --_gap: calc(var(--_space) / 2); container: calendar / inline-size;
  max-inline-size: 26.25em; min-inline-size: 0; }
.bar { display: flex; align-items: center; gap: var(--_space); margin-block-end: calc(var(--_space) * 2); }
.month { flex: 1; font-size: 1.125em; font-weight: var(--_strong); }
.month::first-letter { text-transform: uppercase; }
.nav { display: grid; place-items: center; place-content: center; padding: 0; inline-size: var(--_control);
  block-size: var(--_control); border: var(--_border-width) solid transparent; border-radius: var(--_radius-s);
  background: none; color: inherit; }
.nav.off { color: var(--_text-muted); }
.nav.off svg { opacity: 0.4; }
a.nav:hover, button.nav:hover { background: var(--_surface-hover); }
svg { inline-size: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; }
.prev svg, .next:dir(rtl) svg { transform: scaleX(-1); }
.prev:dir(rtl) svg { transform: none; }
.weeks { min-block-size: calc(2em + 6 * (var(--_row) + 2 * var(--_gap))); }
table { inline-size: 100%; border-spacing: 0; table-layout: fixed; }
th { position: relative; block-size: calc(2em / 0.875); padding: 0; color: var(--_text-muted); font-size: 0.875em;
  font-weight: 400; text-align: center; white-space: nowrap; }
.narrow { display: none; }
@container calendar (inline-size < 20em) { .short { display: none; } .narrow { display: inline; } }
td { padding: var(--_gap); }
@container calendar (inline-size < 11em) { tbody { font-size: 0.8125em; letter-spacing: -0.03em; } }
.day {
  position: relative; display: grid; place-content: center; inline-size: 100%; block-size: var(--_row);
  min-inline-size: 0; min-block-size: 0; padding: 0 0 0.375em;
  border: var(--_border-width) solid transparent; border-radius: var(--_radius-s); color: var(--_text-muted);
  font-variant-numeric: tabular-nums; line-height: 1; text-decoration: none;
}
.day.available { background: var(--_accent-soft); color: var(--_text); font-weight: var(--_strong); }
.day.today { border-color: var(--_border-strong); }
.day.selected { border-color: var(--_ink); background: var(--_accent); color: var(--_on-accent); }
.marks { position: absolute; inset-inline: 0; inset-block-end: 0.5em; color: var(--_ink); font-size: 0.75em;
  line-height: 0.5; text-align: center; }
.selected .marks { color: inherit; }
.zone { color: var(--_text-muted); font-size: 0.875em; }
summary { inline-size: fit-content; margin-block: -0.75em; padding-block: 0.75em; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.link { color: var(--_ink); text-decoration: underline; text-underline-offset: 0.15em; }
.picker { display: flex; flex-wrap: wrap; gap: calc(var(--_space) * 2); margin-block-start: calc(var(--_space) * 2);
  color: var(--_text); font-size: 1em; }
.picker select { flex: 1 1 10em; inline-size: auto; }
.day-title { margin-block-end: calc(var(--_space) * 2); font-size: 1em; font-weight: var(--_strong); }
[role='group'] + [role='group'] { margin-block-start: calc(var(--_space) * 4); }
.part { margin-block-end: var(--_space); color: var(--_text-muted); font-size: 0.875em; }
.list { --_gap: calc(var(--_space) * 2); display: grid;
  grid-template-columns: repeat(auto-fill, minmax(max(min(7em, 100%), (100% - 2 * var(--_gap)) / 3), 1fr));
  gap: var(--_gap); }
.slot { min-block-size: max(var(--_control), 2.75em); padding-inline: calc(var(--_space) * 2);
  font-variant-numeric: tabular-nums; position: relative; }
.seats { display: block; color: var(--_text-muted); font-size: 0.8125em; line-height: 1.2; }
[data-step=pick] > .header { min-block-size: calc(4.625em + var(--_space) * 2); }
@container booking (inline-size >= 42em) { .pick { grid-template-columns: minmax(0, 26.25em) minmax(15em, 1fr); gap: calc(var(--_space) * 8); min-block-size: 33.5em; } }
@media (pointer: coarse) { .slot { min-block-size: max(var(--_control), 3em); } }
@media (forced-colors: active) {
  .day.available, .day.today { border-color: LinkText; }
  .day.unavailable { color: GrayText; }
  .day.selected { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
`;
