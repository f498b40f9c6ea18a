/** The styles of the booking page. An embedding page may set the `--cal-*` properties. */
export const styles = `
.light{--cal-bg:#fff;--cal-bg-muted:#f3f4f6;--cal-text:#374151;--cal-text-emphasis:#111827;--cal-border:#d1d5db;--cal-brand:#111827;--cal-brand-text:#fff}
.dark{--cal-bg:#101012;--cal-bg-muted:#1c1c20;--cal-text:#c4c7ce;--cal-text-emphasis:#f9fafb;--cal-border:#3f3f46;--cal-brand:#f9fafb;--cal-brand-text:#111827}
/* Not on the root: an iframe whose scheme differs from its host's gets an opaque canvas. */
.light main{color-scheme:light}.dark main{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--cal-bg-muted);color:var(--cal-text);font:16px/1.5 system-ui,sans-serif}
body.embed{background:transparent}
main{max-width:760px;margin:12px auto;padding:24px;background:var(--cal-bg);border:1px solid var(--cal-border);border-radius:12px;display:grid;gap:24px}
@media (min-width:620px){main{grid-template-columns:220px 1fr}[data-hide-details] main,[data-layout=column_view] main{grid-template-columns:1fr}}
[data-hide-details] aside{display:none}
h1,h2,h3{color:var(--cal-text-emphasis);line-height:1.25;margin:0 0 8px}
h1{font-size:22px}h2{font-size:18px}h2:focus{outline:none}h3{font-size:15px;margin-top:16px}
p{margin:8px 0}ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:8px}
button,
input,
textarea,
select {font:inherit;color:var(--cal-text-emphasis);background:var(--cal-bg);border:1px solid var(--cal-border);border-radius:8px;padding:8px 12px;min-height:40px}
button{cursor:pointer}li button{width:100%}button:hover{border-color:var(--cal-text-emphasis)}
:focus-visible{outline:2px solid var(--cal-text-emphasis);outline-offset:2px}
.primary{background:var(--cal-brand);border-color:var(--cal-brand);color:var(--cal-brand-text)}
label{display:grid;gap:4px;margin:12px 0}.check{display:flex;gap:8px;align-items:center}.check input{min-height:0}
.turn{display:flex;flex-wrap:wrap;gap:8px}.quiet{font-size:14px}
.problem{padding:8px 12px;border-radius:8px;border:1px solid #dc2626}
`;
