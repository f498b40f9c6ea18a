import MagicString from 'magic-string';
import {Visitor, type ESTree, type Plugin} from 'vite';

/** Removes comments and insignificant spaces from CSS. */
function shortenCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/ > /g, '>')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/\b0\.(?=\d)/g, '.')
    .trim();
}

/**
 * Removes indentation from HTML. A space at the end of a template is only removed with a line break: without it,
 * `<b>a</b>${html` b`}` would read "ab".
 */
function shortenHtml(html: string, isFirst: boolean, isLast: boolean): string {
  const open = isFirst ? html.replace(/^[ \t]*\n[ \t\n]*/, '') : html;
  const whole = isLast ? open.replace(/\n[ \t\n]*$/, '') : open;
  // Not `\s`, which also matches no-break spaces.
  return whole.replace(/[ \t\n]+/g, ' ');
}

function shortenTemplate({tag, quasi}: ESTree.TaggedTemplateExpression, code: MagicString): void {
  if (tag.type !== 'Identifier' || !['css', 'html'].includes(tag.name)) return;
  for (const [index, {start, end, value, tail}] of quasi.quasis.entries()) {
    const short = tag.name === 'css' ? shortenCss(value.raw) : shortenHtml(value.raw, index === 0, tail);
    if (short !== value.raw) code.update(start, end, short);
  }
}

/**
 * Removes comments and indentation from the elements' `css` and `html` templates, with source maps. Also runs in
 * browser tests, which therefore test the templates that are shipped.
 */
export function shortTemplates(): Plugin {
  return {
    name: 'short-templates',
    enforce: 'post',
    apply: (_, {command}) => command === 'build' || process.env['VITEST'] !== undefined,
    transform(source, id) {
      if (!/\/src\/(elements\/.*|core\/(page\/.*|token-styles))\.ts$/.test(id)) return undefined;
      const code = new MagicString(source);
      const visitor = new Visitor({TaggedTemplateExpression: node => shortenTemplate(node, code)});
      visitor.visit(this.parse(source));
      return {code: code.toString(), map: code.generateMap({hires: 'boundary'})};
    },
  };
}
