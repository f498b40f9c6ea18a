import {css} from 'lit';

/** What the form looks like after a time is chosen, and when something went wrong. */
export const styles = css`
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

  .notice,
  .failed {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4);
    border-inline-start: 4px solid var(--_danger);
    border-radius: var(--_radius-s);
    background: var(--_danger-soft);
  }

  a {
    color: var(--_accent);
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
