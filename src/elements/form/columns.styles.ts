import {css} from 'lit';

/** Days side by side; where they do not fit, they are scrolled through. */
export const columnStyles = css`
  .columns-view {
    display: grid;
    gap: calc(var(--_space) * 4);
    min-inline-size: 0;
  }

  .columns-header {
    display: flex;
    align-items: center;
    gap: var(--_space);
  }

  .columns-header h3 {
    flex: 1;
  }

  .columns-header svg {
    display: block;
    inline-size: 1.25em;
    margin: auto;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }

  .earlier:not(:dir(rtl)) svg,
  .later:dir(rtl) svg {
    transform: scaleX(-1);
  }

  .columns {
    display: grid;
    grid-auto-columns: minmax(8.5rem, 1fr);
    grid-auto-flow: column;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_focus-width) + var(--_focus-offset));
    overflow-x: auto;
    scroll-snap-type: x proximity;
  }

  .columns > * {
    scroll-snap-align: start;
  }
`;
