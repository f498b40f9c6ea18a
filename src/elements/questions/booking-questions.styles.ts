import {css} from 'lit';

/** One column; first and last name are side by side if they fit. */
export const styles = css`
  :host {
    container: questions / inline-size;
  }

  .form {
    display: grid;
    gap: calc(var(--_space) * 5);
  }

  .form > [role='alert']:not(:has(*)) {
    display: none;
  }

  .field {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 1.5);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    scroll-margin-block: calc(var(--_space) * 16);
  }

  label,
  legend {
    padding: 0;
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }

  legend {
    margin-block-end: calc(var(--_space) * 1.5);
  }

  .optional,
  .hint {
    color: var(--_text-muted);
    font-weight: 400;
  }

  .hint,
  .error,
  h4,
  ul {
    margin: 0;
  }

  .hint,
  .error {
    font-size: 0.9em;
  }

  .error {
    color: var(--_danger);
  }

  .error::before {
    content: '⚠ ' / '';
  }

  textarea {
    display: block;
    min-block-size: calc(var(--_control) * 2);
    field-sizing: content;
    resize: vertical;
  }

  .form:dir(rtl) input[dir] {
    text-align: end;
  }

  ::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  [readonly] {
    background: var(--_surface-raised);
    color: var(--_text-muted);
  }

  :is(input, select, textarea)[aria-invalid] {
    border-color: var(--_danger);
    box-shadow: 0 0 0 var(--_border-width) var(--_danger);
  }

  .field:has(> .choice) {
    gap: 0;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_control);
    font-weight: 400;
    cursor: pointer;
  }

  .choice input {
    flex: none;
    inline-size: 1.25em;
    min-block-size: 0;
    block-size: 1.25em;
    margin: 0;
    accent-color: var(--_accent);
  }

  .add {
    justify-self: start;
  }

  .add::before {
    content: '+ ' / '';
  }

  .columns {
    display: grid;
    gap: calc(var(--_space) * 4);
  }

  @container questions (min-width: 30em) {
    .columns {
      grid-template-columns: 1fr 1fr;
    }
  }

  .error-summary {
    padding: calc(var(--_space) * 4);
    border: var(--_border-width) solid var(--_danger);
    border-radius: var(--_radius-s);
    background: var(--_danger-soft);
  }

  h4:focus {
    outline: none;
  }

  ul {
    padding-inline-start: 1.25em;
  }

  a {
    color: inherit;
    text-underline-offset: 0.15em;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: calc(var(--_space) * 3);
  }

  [part='submit'] {
    flex: 1 1 auto;
  }

  @container questions (min-width: 30em) {
    [part='submit'] {
      flex: none;
    }
  }

  @media (forced-colors: active) {
    .error,
    .error-summary {
      color: CanvasText;
      border-color: CanvasText;
    }
  }
`;
