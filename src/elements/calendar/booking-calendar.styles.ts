import {css} from 'lit';

export const styles = css`
  .calendar {
    --_row: max(var(--_control), 2.5em);
    --_gap: calc(var(--_space) / 2);

    container: calendar / inline-size;
    max-inline-size: 26.25em;
  }

  .header {
    display: flex;
    align-items: center;
    gap: var(--_space);
    margin-block-end: calc(var(--_space) * 2);
  }

  h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 1.125em;
    font-weight: var(--_strong);
  }

  h2::first-letter {
    text-transform: uppercase;
  }

  .nav {
    display: grid;
    place-items: center;
    padding: 0;
  }

  .nav:not(:hover) {
    background: none;
  }

  .nav,
  .nav[aria-disabled='true'] {
    border-color: transparent;
  }

  .nav[aria-disabled='true'] svg {
    opacity: 0.4;
  }

  svg {
    inline-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .prev svg,
  .next:dir(rtl) svg {
    transform: scaleX(-1);
  }

  .prev:dir(rtl) svg {
    transform: none;
  }

  /* Always six weeks high, so that the content below does not jump from month to month. */
  .body {
    min-block-size: calc(2em + 6 * (var(--_row) + 2 * var(--_gap)));
  }

  table {
    inline-size: 100%;
    border-spacing: 0;
    table-layout: fixed;
  }

  th {
    block-size: 2em;
    padding: 0;
    color: var(--_text-muted);
    font-size: 0.875em;
    font-weight: 400;
    text-align: center;
    white-space: nowrap;
  }

  tr:first-child > th {
    block-size: calc(2em / 0.875);
  }

  .narrow {
    display: none;
  }

  @container calendar (inline-size < 20em) {
    .short {
      display: none;
    }

    .narrow {
      display: inline;
    }
  }

  td {
    padding: var(--_gap);
  }

  @container calendar (inline-size < 11em) {
    tbody {
      font-size: 0.8125em;
    }
  }


  .day {
    position: relative;
    display: block;
    inline-size: 100%;
    block-size: var(--_row);
    min-inline-size: 0;
    padding: 0 0 0.375em;
    border-color: transparent;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }

  .day.available {
    background: var(--_accent-soft);
    font-weight: var(--_strong);
  }

  .day.available:hover {
    background: var(--_surface-hover);
  }

  .day[aria-disabled='true'] {
    border-color: transparent;
  }

  .day.today {
    border-color: var(--_border-strong);
  }

  .day.selected.available {
    border-color: var(--_ink);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .marks {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0.5em;
    color: var(--_ink);
    font-size: 0.75em;
    line-height: 0.5;
  }

  .selected .marks {
    color: inherit;
  }

  /* Large text in a narrow column. Must come after the rules for all sizes. */
  @container calendar (inline-size < 11em) {
    .day {
      border-radius: min(var(--_radius-s), 0.25em);
      font-size: 0.9em;
      letter-spacing: -0.05em;
    }

    .marks {
      font-size: 0.5em;
    }
  }

  [aria-busy='true'] .unavailable {
    opacity: 0.5;
    transition: opacity var(--_duration) 150ms;
  }

  .skeleton .day {
    background: var(--_surface-raised);
  }

  @media (forced-colors: active) {
    .day.unavailable {
      border-color: Canvas;
      color: GrayText;
    }

    .day.available,
    .day.today {
      border-color: ButtonText;
    }

    td[aria-selected='true'] {
      background: none;
    }

    .day.selected.available {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
