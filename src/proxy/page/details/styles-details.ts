/** Styles of the questions and of the result. */
export const detailsStyles = `
input, select, textarea {
  font: inherit; font-size: max(16px, 1em); color: inherit; min-block-size: var(--_control); inline-size: 100%;
  min-inline-size: 0; padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  border: var(--_border-width) solid var(--_border-strong); border-radius: var(--_radius-s);
  background: var(--_surface);
}
.notice,
.failed { gap: calc(var(--_space) * 3); padding: calc(var(--_space) * 4);
  border-inline-start: 4px solid var(--_danger); border-radius: var(--_radius-s); background: var(--_danger-soft); }
.summary { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center;
  gap: calc(var(--_space) * 3); padding: calc(var(--_space) * 4); border-radius: var(--_radius-s);
  background: var(--_surface-raised); }
.when .muted { display: block; }
.form { display: grid; grid-template-columns: minmax(0, 1fr); gap: calc(var(--_space) * 5); }
.field { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: calc(var(--_space) * 1.5);
  min-inline-size: 0; margin: 0; padding: 0; border: 0; }
label, legend { padding: 0; font-weight: var(--_strong); overflow-wrap: anywhere; }
legend { margin-block-end: calc(var(--_space) * 1.5); }
.optional, .hint { color: var(--_text-muted); font-weight: 400; }
.hint, .error { font-size: 0.9em; }
.error { color: var(--_danger); }
.error::before { content: '⚠ ' / ''; }
textarea { display: block; min-block-size: calc(var(--_control) * 2); field-sizing: content; resize: vertical; }
.form:dir(rtl) input[dir] { text-align: end; }
::placeholder { color: var(--_text-muted); opacity: 1; }
:is(input, select, textarea)[aria-invalid] { border-color: var(--_danger);
  box-shadow: 0 0 0 var(--_border-width) var(--_danger); }
.field:has(> .choice, > .place) { gap: 0; }
.choice { display: flex; align-items: center; gap: calc(var(--_space) * 3); min-block-size: var(--_control);
  font-weight: 400; cursor: pointer; }
.choice input { flex: none; inline-size: 1.25em; block-size: 1.25em; min-block-size: 0; margin: 0;
  accent-color: var(--_accent); }
.choice span { min-inline-size: 0; }
.place:not(:has(> .choice :checked)) > .detail { display: none; }
.detail { padding-inline-start: calc(1.25em + var(--_space) * 3); padding-block-end: calc(var(--_space) * 2); }
.more summary { grid-auto-flow: column; margin: 0; padding-block: calc(var(--_space) * 2); color: inherit; }
.more summary::before { content: '+ ' / ''; white-space: pre; }
.more[open] summary { margin-block-end: calc(var(--_space) * 3); }
.columns { display: grid; gap: calc(var(--_space) * 4); }
@container booking (inline-size >= 34em) { .columns { grid-template-columns: 1fr 1fr; } }
.error-summary { padding: calc(var(--_space) * 4); border: var(--_border-width) solid var(--_danger);
  border-radius: var(--_radius-s); background: var(--_danger-soft); }
.error-summary a,
.error-summary label { color: inherit; font-weight: 400; text-decoration: underline; cursor: pointer; }
.summary-title { font-size: 1em; }
.form ol { margin: 0; padding-inline-start: 1.75em; }
.error-summary ul { padding-inline-start: 1.25em; }
.actions { display: flex; flex-wrap: wrap; justify-content: end; }
.actions .primary { flex: 1 1 auto; }
@container booking (inline-size >= 34em) { .actions .primary { flex: none; } }
.done.accepted .section { color: var(--_success); }
.done:is(.rejected, .cancelled) .section { color: var(--_danger); }
.steps { display: grid; gap: calc(var(--_space) * 2); padding: 0; list-style: none; }
.step { display: flex; flex-wrap: wrap; justify-content: space-between; gap: calc(var(--_space) * 2); }
@media (forced-colors: active) { input, select, textarea { border-color: ButtonText; } .error, .error-summary { color: CanvasText; border-color: CanvasText; } }
`;
