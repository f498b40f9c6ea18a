import {css} from 'lit';
import {fields} from '../../base/fields.styles.ts';

/** Styles of the steps after the choice of a time, and of failures. */
export const styles = css`
  ${fields}

  [data-focus]:focus {
    outline: none;
  }

  .muted {
    color: var(--_text-muted);
  }

  .summary {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    border-radius: var(--_radius-s);
    background: var(--_surface-raised);
  }

  .when .muted {
    display: block;
  }

  .old {
    color: var(--_text-muted);
  }

  .handover,
  .panel,
  .series,
  .reason,
  .notice,
  .failed {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  .handover,
  .panel {
    padding: calc(var(--_space) * 4);
    border-radius: var(--_radius-s);
    background: var(--_surface-raised);
  }

  .notice,
  .failed {
    padding: calc(var(--_space) * 4);
    border-inline-start: 4px solid var(--_danger);
    border-radius: var(--_radius-s);
    background: var(--_danger-soft);
  }

  .reason {
    gap: calc(var(--_space) * 1.5);
  }

  .reason label,
  .series label {
    font-weight: var(--_strong);
  }

  .reason .muted {
    font-weight: 400;
  }

  .series select {
    inline-size: auto;
  }

  .problem {
    color: var(--_danger);
  }

  li > .problem {
    margin-inline-start: 0.5em;
  }

  [aria-invalid] {
    border-color: var(--_danger);
  }

  h4 {
    margin: 0;
  }

  .danger {
    border-color: var(--_danger);
    color: var(--_danger);
    font-weight: var(--_strong);
  }

  .end {
    justify-content: end;
  }

  .add summary {
    inline-size: fit-content;
    min-block-size: var(--_control);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4);
    border: var(--_border-width) solid var(--_border-strong);
    border-radius: var(--_radius-s);
    cursor: pointer;
  }

  .add ul {
    display: grid;
    justify-items: start;
    margin: 0;
    padding: calc(var(--_space) * 2) 0 0;
    list-style: none;
  }

  .add .link {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_control);
  }

  ol {
    margin: 0;
    padding-inline-start: 1.5em;
  }

  a {
    color: inherit;
    text-underline-offset: 0.15em;
  }

  .done[data-state='accepted'] h3 {
    color: var(--_success);
  }

  .done[data-state='rejected'] h3,
  .done[data-state='cancelled'] h3 {
    color: var(--_danger);
  }
`;
