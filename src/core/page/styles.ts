import {css} from './css.ts';
import {descriptionStyles} from './description-styles.ts';
import {tokenStyles} from './token-styles.ts';

/** The elements' tokens (`--booking-*`) and the styles shared by all steps. `&` is the box around everything. */
export const baseStyles = css`
& {
  ${tokenStyles}
  display: block;
  container: booking / inline-size;
  color: var(--_text);
  font-family: var(--booking-font, inherit);
  font-size: var(--booking-font-size, max(1rem, 16px));
  line-height: var(--booking-line-height, 1.5);
}
*, ::before, ::after { box-sizing: border-box; }
:focus-visible { outline: var(--_focus-width) solid var(--_focus); outline-offset: var(--_focus-offset); }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; min-block-size: 0; min-inline-size: 0;
  margin: -1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.base {
  display: grid; grid-template-columns: minmax(0, 1fr); gap: calc(var(--_space) * 5); padding: calc(var(--_space) * 5);
  border: var(--_border-width) solid var(--_border); border-radius: var(--_radius); background: var(--_surface);
  box-shadow: var(--booking-shadow, 0 1px 2px rgb(0 0 0 / 0.06));
}
h1, h2, h3, h4, h5, p, ul, ol { margin: 0; }
.title { font-size: 1.25em; line-height: 1.3; overflow-wrap: anywhere; }
.section { font-size: 1.1em; }
.muted, .meta, .description { color: var(--_text-muted); }
.meta { --_dot: calc(var(--_space) * 9); display: flex; flex-wrap: wrap; gap: 0 var(--_dot); overflow-x: clip;
  padding: 0; list-style: none; }
.meta li { position: relative; margin-inline-start: calc(-1 * var(--_dot)); padding-inline-start: var(--_dot);
  overflow-wrap: anywhere; }
.meta li + li::before { content: '·'; position: absolute; inset-inline-start: 0; inline-size: var(--_dot);
  text-align: center; }
.description { max-inline-size: 65ch; margin-block-start: calc(var(--_space) * 2); }
${descriptionStyles}
.pick,
.details,
.done,
.times,
.notice,
.failed,
.instead { display: grid; gap: calc(var(--_space) * 4); align-content: start; min-inline-size: 0;
  grid-template-columns: minmax(0, 1fr); }
.choices { display: flex; flex-wrap: wrap; align-items: center; gap: calc(var(--_space) * 2); }
.empty { display: grid; gap: calc(var(--_space) * 3); justify-items: start; }
a { color: var(--_ink); text-underline-offset: 0.15em; overflow-wrap: anywhere; }
button, .button, .slot {
  font: inherit; color: inherit; cursor: pointer; display: inline-grid; place-content: center; text-align: center;
  text-decoration: none;
  min-block-size: var(--_control); min-inline-size: var(--_control);
  padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
  border: var(--_border-width) solid var(--_border-strong); border-radius: var(--_radius-s);
  background: var(--_surface); touch-action: manipulation;
}
button:hover, .button:hover, .slot:hover, .day.available:hover { background: var(--_surface-hover); }
.button[aria-current] { border-color: var(--_ink); background: var(--_accent-soft); font-weight: var(--_strong); }
.primary,
.primary:hover { border-color: var(--_ink); background: var(--_accent); color: var(--_on-accent);
  font-weight: var(--_strong); }
@container booking (inline-size < 24em) { .base { padding: calc(var(--_space) * 3); gap: calc(var(--_space) * 3); } }
@media (forced-colors: active) {
  button, .button, .slot { border-color: ButtonText; }
  .primary, .button[aria-current] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
`;

/** Styles of the host element until its own style sheets load. */
export const hostStyles = css`:host{display:block}:host([hidden]){display:none}:host([theme=auto]){color-scheme:light dark}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}`;

/** The parts that a site can style, the same as those of the elements that replace them. */
export const exportedParts = (
  'base header title calendar calendar-header calendar-title nav prev next grid weekday day day-available day-unavailable day-selected day-today ' +
  'zone slots slots-title slot summary form field label input hint error error-summary submit secondary confirmation ' +
  'status steps step'
).replaceAll(' ', ', ');
