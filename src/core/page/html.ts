/** HTML that is safe to output: everything inserted has been escaped. */
export interface Markup {
  readonly html: string;
}

/** A value in a template: text is escaped, lists are joined, undefined and false are left out. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

/** Escapes text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, mark => entities[mark]!);
}

function write(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(write).join('');
}

/** Builds HTML from a template; the only place that escapes. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return {html: strings.map((text, index) => text + write(parts[index])).join('')};
}

/** Writes attributes, each after a space. Leaves out undefined and false; `true` writes the name only. */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): Markup {
  const written = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`));
  return {html: written.join('')};
}

/** Marks the kit's own text as HTML, e.g. a style sheet. */
export function trusted(text: string): Markup {
  return {html: text};
}

/** Writes a heading; `level` is limited to 6. */
export function writeHeading(level: number, written: Markup, text: string): Markup {
  const name = {html: `h${Math.min(6, level)}`};
  return html`<${name}${written}>${text}</${name}>`;
}
