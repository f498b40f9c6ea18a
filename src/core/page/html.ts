/** HTML that is safe to write: whatever was put into it is escaped. */
export interface Markup {
  readonly html: string;
}

/** What can stand in a template: texts are escaped, lists are joined, nothing stays nothing. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

/** A text as it may stand in an element or in a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, mark => entities[mark]!);
}

function write(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(write).join('');
}

/** HTML with its places filled; the one place where anything is escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return {html: strings.map((text, index) => text + write(parts[index])).join('')};
}

/** Attributes, each after a space: those that are undefined or false are left out, true is an attribute without a value. */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): Markup {
  const written = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`));
  return {html: written.join('')};
}

/** Text of ours that is HTML already, such as a style sheet. */
export function trusted(text: string): Markup {
  return {html: text};
}

/** A heading of a level from 1 to 6. */
export function writeHeading(level: number, written: Markup, text: string): Markup {
  const name = {html: `h${Math.min(6, level)}`};
  return html`<${name}${written}>${text}</${name}>`;
}
