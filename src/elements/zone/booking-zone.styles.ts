import {css} from 'lit';

export const styles = css`
  .zone {
    color: var(--_text-muted);
    font-size: 0.875em;
  }

  /* A touch target around the link that does not add space between the lines. */
  .link {
    margin-block: -0.75em;
    padding: 0.75em 0;
  }

  .picker {
    margin-block-start: calc(var(--_space) * 2);
    color: var(--_text);
    font-size: max(1rem, 16px);
  }
`;
