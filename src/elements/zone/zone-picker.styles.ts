import {css} from 'lit';

export const styles = css`
  :host {
    max-inline-size: 26.25em;
  }

  ul {
    margin: var(--_space) 0 0;
    padding: 0;
    overflow: hidden;
    border: var(--_border-width) solid var(--_border);
    border-radius: var(--_radius-s);
    list-style: none;
  }

  ul:empty {
    display: none;
  }

  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_control);
    padding-inline: calc(var(--_space) * 3);
    cursor: pointer;
  }

  li:hover,
  .active {
    background: var(--_surface-hover);
  }

  [aria-selected='true'] {
    font-weight: var(--_strong);
  }

  .place {
    min-inline-size: 0;
    padding-block: var(--_space);
    overflow-wrap: anywhere;
  }

  /* A country that does not fit beside its city goes below as a whole. */
  .place > span {
    display: inline-block;
  }

  .country,
  .offset {
    color: var(--_text-muted);
    font-size: 0.875em;
  }

  .city {
    margin-inline-end: var(--_space);
  }

  .offset {
    display: flex;
    gap: calc(var(--_space) * 2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  label {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_control);
  }

  [type='checkbox'] {
    inline-size: 1.25em;
    min-block-size: 0;
    block-size: 1.25em;
    margin: 0;
    accent-color: var(--_accent);
  }

  p {
    margin: var(--_space) 0 0;
  }

  @media (forced-colors: active) {
    .active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
