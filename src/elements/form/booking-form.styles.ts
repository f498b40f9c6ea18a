import {css, unsafeCSS} from 'lit';
import {descriptionStyles} from '../../core/page/description-styles.ts';

/** Layout by the element's own width; a checkout puts it in narrow columns. */
export const styles = css`
  :host {
    container: booking / inline-size;
  }

  .base {
    display: grid;
    gap: calc(var(--_space) * 5);
    padding: calc(var(--_space) * 5);
    border: var(--_border-width) solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--booking-shadow, 0 1px 2px rgb(0 0 0 / 0.06));
  }

  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
  }

  h2 {
    font-size: 1.25em;
    line-height: 1.3;
  }

  h3 {
    font-size: 1.1em;
  }

  .meta,
  .description {
    color: var(--_text-muted);
  }

  /* The dot before a fact is out of sight where the fact begins a line. */
  .meta {
    --_dot: calc(var(--_space) * 9);

    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_dot);
    overflow-x: clip;
    padding: 0;
    list-style: none;
  }

  .meta li {
    position: relative;
    margin-inline-start: calc(-1 * var(--_dot));
    padding-inline-start: var(--_dot);
  }

  .meta li + li::before {
    content: '·';
    position: absolute;
    inset-inline-start: 0;
    inline-size: var(--_dot);
    text-align: center;
  }

  .description {
    max-inline-size: 65ch;
    margin-block-start: calc(var(--_space) * 2);
  }

  ${unsafeCSS(descriptionStyles)}

  .pick,
  .details,
  .done,
  .times {
    display: grid;
    gap: calc(var(--_space) * 4);
    align-content: start;
    min-inline-size: 0;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }

  [aria-pressed='true'] {
    border-color: var(--_ink);
    background: var(--_accent-soft);
    font-weight: var(--_strong);
  }

  /* The room of a title, the facts and one line, also before they are there and where there is less: the calendar below
     stays where it is. */
  :is([data-phase='loading'], [data-phase='pick']) > .header {
    min-block-size: calc(4.625em + var(--_space) * 2);
  }

  .empty {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
  }

  /* The button that goes on comes over the end of what can be seen. */
  .pick,
  .columns-view {
    --_under: calc(max(var(--_control), 2.75em) + var(--_space) * 6);
  }

  .continue {
    position: sticky;
    inset-block-end: 0;
    padding-block: calc(var(--_space) * 2);
    background: var(--_surface);
  }

  .continue .primary {
    inline-size: 100%;
  }

  .skeleton span {
    display: block;
    border-radius: var(--_radius-s);
    background: var(--_surface-raised);
    animation: pulse 1.6s ease-in-out 150ms infinite alternate;
  }

  .header.skeleton span {
    block-size: 1.5em;
    inline-size: 50%;
  }

  .header.skeleton span + span {
    block-size: 1.1em;
    inline-size: 35%;
    margin-block-start: calc(var(--_space) * 2);
  }

  @keyframes pulse {
    to {
      opacity: 0.5;
    }
  }

  [inert] {
    opacity: 0.6;
  }

  @container booking (inline-size < 24em) {
    .base {
      padding: calc(var(--_space) * 3);
      gap: calc(var(--_space) * 3);
    }
  }

  @container booking (inline-size >= 42em) {
    .pick {
      grid-template-columns: minmax(0, 26.25em) minmax(15em, 1fr);
      gap: calc(var(--_space) * 8);
      min-block-size: 33.5em;
    }
  }
`;
