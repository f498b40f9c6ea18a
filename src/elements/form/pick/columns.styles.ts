import {css} from 'lit';

/** Styles of days side by side. */
export const styles = css`
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

  /* Days that do not fit in one row wrap to the next. */
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(8em, 100%), 1fr));
    gap: calc(var(--_space) * 4);
  }
`;
