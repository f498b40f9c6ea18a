import {css} from 'lit';

/**
 * The 27 public custom properties and what they default to.
 *
 * A page sets `--booking-*` anywhere above the element; the elements read only the private `--_*` names. The public
 * names are never declared on :host, which would hide a value set on :root.
 *
 * The accent alone is enough: what is written on it is black or white, by its luminance; where it is itself ink on the
 * surface (links, rings, dots) it is made as dark or as light as that needs.
 */
export const tokens = css`
  :host {
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
    --_radius: var(--booking-radius, 0.75rem);
    --_radius-s: var(--booking-radius-s, 0.5rem);
    --_space: var(--booking-space, 0.25rem);
    --_control: var(--booking-control-size, 44px);
    --_border-width: var(--booking-border-width, 1px);
    --_focus-width: var(--booking-focus-width, 2px);
    --_focus-offset: var(--booking-focus-offset, 2px);
    --_duration: var(--booking-duration, 150ms);

    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--booking-font, inherit);
    font-size: var(--booking-font-size, 1rem);
    line-height: var(--booking-line-height, 1.5);
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: var(--_focus-width) solid var(--_focus);
    outline-offset: var(--_focus-offset);
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons, the same in every element. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    min-block-size: var(--_control);
    min-inline-size: var(--_control);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: var(--_border-width) solid var(--_border-strong);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    touch-action: manipulation;
    transition: background-color var(--_duration);
  }

  button:hover {
    background: var(--_surface-hover);
  }

  button[aria-disabled='true'] {
    cursor: default;
    color: var(--_text-muted);
    border-color: var(--_border);
    background: none;
  }

  .primary {
    border-color: var(--_ink);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
  }

  .primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, oklch(from var(--_on-accent) calc(1 - l) 0 0));
  }

  .link {
    min-block-size: 0;
    min-inline-size: 0;
    padding: var(--_space);
    border: 0;
    background: none;
    color: var(--_ink);
    text-decoration: underline;
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }

    .primary,
    [aria-selected='true'],
    [aria-checked='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
