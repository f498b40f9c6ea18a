import {css, unsafeCSS} from 'lit';
import {tokenStyles} from '../../core/page/token-styles.ts';

/** The design tokens of `core/page/token-styles.ts`, and the base styles of all elements. */
export const tokens = css`
  :host {
    ${unsafeCSS(tokenStyles)}

    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--booking-font, inherit);
    font-size: var(--booking-font-size, max(1rem, 16px));
    line-height: var(--booking-line-height, 1.5);
    overflow-wrap: anywhere;
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

/** Styles of buttons, shared by all elements. */
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
