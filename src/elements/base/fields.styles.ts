import {css} from 'lit';

/** Inputs, the same in every element. */
export const fields = css`
  input,
  select,
  textarea {
    font: inherit;
    /* Below 16 px iOS zooms into a field that gets focus. */
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
