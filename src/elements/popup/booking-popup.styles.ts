import {css} from 'lit';

/** Styles of the dialog and the floating button. */
export const styles = css`
  :host {
    display: contents;
    min-block-size: 0;
  }

  dialog {
    position: fixed;
    inset: max(1.5em, 6dvh) 0 auto;
    inline-size: min(var(--booking-popup-width, 60em), 100vw - 2em);
    max-inline-size: none;
    max-block-size: calc(100dvh - max(3em, 12dvh));
    margin: 0 auto;
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 1.5em 4em rgb(0 0 0 / 0.3);
  }

  /* Also if the popup is inside a menu that has closed by then. */
  dialog[open] {
    visibility: visible;
  }

  dialog.warm:not([open]) {
    display: block;
    visibility: hidden;
  }

  /* Invisible while loading, but rendered at full size: Cal.com's page waits for animation frames and a size. */
  dialog.loading:not([open]) {
    visibility: visible;
    opacity: 0;
    pointer-events: none;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.55);
  }

  .base {
    min-block-size: min(34em, 100dvh - 8em);
  }

  dialog .skeleton,
  dialog .error {
    border: 0;
    border-radius: 0;
  }

  button {
    font: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  .close {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    inline-size: var(--_control);
    block-size: var(--_control);
    margin-inline-start: auto;
    border: 0;
    border-radius: var(--_radius-s);
    background: var(--_surface);
    color: inherit;
  }

  .close:focus-visible {
    outline-offset: calc(var(--_focus-width) * -2);
  }

  svg {
    inline-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .float {
    position: fixed;
    inset-block-end: calc(var(--booking-popup-offset, 1em) + env(safe-area-inset-bottom));
    right: calc(var(--booking-popup-offset, 1em) + env(safe-area-inset-right));
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.6em;
    max-inline-size: calc(100vw - 2em);
    min-block-size: max(var(--_control), 3em);
    padding: 0.6em 1.25em;
    border: 1px solid transparent;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
    box-shadow: 0 0.25em 1em rgb(0 0 0 / 0.25);
  }

  .float.left {
    right: auto;
    left: calc(var(--booking-popup-offset, 1em) + env(safe-area-inset-left));
  }

  .float:hover {
    filter: brightness(1.1);
  }

  @media (max-width: 40rem) {
    dialog {
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      max-block-size: none;
      border-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }

    .base {
      min-block-size: calc(100dvh - var(--_control));
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: rise 0.18s ease-out;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 0.75em;
    }
  }
`;
