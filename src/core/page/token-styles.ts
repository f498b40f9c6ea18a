import {css} from './css.ts';

/**
 * The 27 public custom properties and their defaults.
 *
 * A site sets `--booking-*` anywhere above the element; the elements read only the private `--_*` names. The public
 * names are never declared on :host, which would hide a value set on :root.
 *
 * The accent is sufficient on its own: text on it is black or white depending on its luminance, and where the accent is
 * itself used as ink on the surface (links, rings, dots) it is darkened or lightened as needed.
 *
 * The elements and the forms rendered by the proxy share these properties, so the colours stay the same when one
 * replaces the other.
 */
export const tokenStyles = css`
  --_accent: var(--booking-color-accent, light-dark(#1d4ed8, #8ab4ff));
  --_on: clamp(0, (0.18 - 0.21 * r - 0.72 * g - 0.07 * b) * 1e4, 1);
  --_on-accent: var(--booking-color-on-accent, color(from var(--_accent) srgb-linear var(--_on) var(--_on) var(--_on)));
  --_ink: light-dark(oklch(from var(--_accent) min(l, 0.5) c h), oklch(from var(--_accent) max(l, 0.74) c h));
  --_surface: var(--booking-color-surface, light-dark(#fff, #16181d));
  --_surface-raised: var(--booking-color-surface-raised, light-dark(#f6f7f9, #1f2229));
  --_accent-soft: var(--booking-color-accent-soft, color-mix(in oklab, var(--_accent) 12%, var(--_surface)));
  --_surface-hover: var(--booking-color-surface-hover, color-mix(in oklab, var(--_accent) 20%, var(--_surface)));
  --_text: var(--booking-color-text, light-dark(#14171f, #eceef2));
  --_text-muted: var(--booking-color-text-muted, light-dark(#545b69, #a9b0bd));
  --_border: var(--booking-color-border, light-dark(#dcdfe5, #343944));
  --_border-strong: var(--booking-color-border-strong, light-dark(#7b8291, #7d8594));
  --_danger: var(--booking-color-danger, light-dark(#b42318, #ff9c92));
  --_danger-soft: var(--booking-color-danger-soft, color-mix(in oklab, var(--_danger) 10%, var(--_surface)));
  --_success: var(--booking-color-success, light-dark(#0f6b3a, #6bd49a));
  --_focus: var(--booking-color-focus, var(--_ink));
  --_strong: var(--booking-font-weight-strong, 600);
  --_radius: var(--booking-radius, 0.75em);
  --_radius-s: var(--booking-radius-s, 0.5em);
  --_space: var(--booking-space, 0.25em);
  --_control: var(--booking-control-size, 44px);
  --_border-width: var(--booking-border-width, 1px);
  --_focus-width: var(--booking-focus-width, 2px);
  --_focus-offset: var(--booking-focus-offset, 2px);
  --_duration: var(--booking-duration, 150ms);
`;
