import {css} from 'lit';

/** Styles of inputs, shared by all elements. */
export const fields = css`
  input,
  select,
  textarea {
    font: inherit;
    /* iOS zooms into a focused field when its text is smaller than 16 px. */
    font-size: max(16px, 1em);
    color: inherit;
    min-block-size: var(--_control);
    inline-size: 100%;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: var(--_border-width) solid var(--_border-strong);
    border-radius: var(--_radius-s);
    background: var(--_surface);
  }

  @media (forced-colors: active) {
    input,
    select,
    textarea {
      border-color: ButtonText;
    }
  }
`;
