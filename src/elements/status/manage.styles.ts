import {css} from 'lit';
import {fields} from '../base/fields.styles.ts';

/** What a status looks like where its booking can be changed. */
export const styles = css`
  ${fields}

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 3);
  }

  .panel,
  .reason,
  #moving {
    display: grid;
    gap: calc(var(--_space) * 3);
  }

  .panel {
    padding: calc(var(--_space) * 4);
    border-radius: var(--_radius-s);
    background: var(--_surface-raised);
  }

  #moving {
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
  }

  booking-form {
    inline-size: 100%;
  }

  /* The status is the box. */
  booking-form::part(base) {
    padding: 0;
    border: 0;
    background: none;
  }

  h4 {
    margin: 0;
  }

  .reason {
    gap: calc(var(--_space) * 1.5);
  }

  .reason label {
    font-weight: var(--_strong);
  }

  .problem {
    color: var(--_danger);
  }

  .danger,
  [aria-invalid] {
    border-color: var(--_danger);
  }

  .danger {
    color: var(--_danger);
    font-weight: var(--_strong);
  }
`;
