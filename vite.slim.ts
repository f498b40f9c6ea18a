import type {Plugin} from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* walk(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) yield* walk(child);
}

/** Removes comments and insignificant spaces from CSS. */
function minifyCss(css: string): string {
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
function minifyHtml(html: string, isFirst: boolean, isLast: boolean): string {
  const open = isFirst ? html.replace(/^[ \t]*\n[ \t\n]*/, '') : html;
  const whole = isLast ? open.replace(/\n[ \t\n]*$/, '') : open;
  // Not `\s`, which also matches no-break spaces.
  return whole.replace(/[ \t\n]+/g, ' ');
}

/** Comments and indentation are for authors and are not shipped. */
function slimTemplate({tag, quasi}: Node, code: string): Edit[] {
  const name = (tag as {name?: string}).name;
  const {quasis} = quasi as {quasis: {start: number; value: {raw: string}}[]};
  if (name !== 'css' && name !== 'html') return [];
  return quasis.map(({start: near, value: {raw}}, index) => {
    const start = code.indexOf(raw, near);
    const isLast = index === quasis.length - 1;
    return {
      start,
      end: start + raw.length,
      text: name === 'css' ? minifyCss(raw) : minifyHtml(raw, index === 0, isLast),
    };
  });
}

/** `_decorate([property(…)], Class.prototype, "name", void 0)`: the compiled form of a legacy decorator on a field. */
function readDecorator({expression}: Node, code: string): {owner: string; entry: string} | undefined {
  const {callee, arguments: [list, target, key] = []} = (expression ?? {}) as {
    callee?: {name?: string};
    arguments?: Node[];
  };
  const [call, ...others] = (list?.['elements'] ?? []) as Node[];
  if (!/^_+decorate$/.test(callee?.name ?? '') || !call || others.length > 0) return undefined;
  const {name} = call['callee'] as {name?: string};
  if (name !== 'property' && name !== 'state') return undefined;
  const [options] = call['arguments'] as Node[];
  const text =
    name === 'state' ? '{state: true, attribute: false}' : options ? code.slice(options.start, options.end) : '{}';
  return {owner: (target!['object'] as {name: string}).name, entry: `${String(key!['value'])}: ${text}`};
}

/** Lit reads a static `properties` just like decorators, in half the bytes. */
function slimDecorators(program: {body: Node[]}, code: string): Edit[] {
  const found = program.body.flatMap(node => {
    const decorator = readDecorator(node, code);
    return decorator ? [{...decorator, start: node.start, end: node.end}] : [];
  });
  return found.map(({owner, start, end}) => {
    const group = found.filter(other => other.owner === owner);
    const isFirst = group[0]!.start === start;
    return {start, end, text: isFirst ? `${owner}.properties = {${group.map(({entry}) => entry).join(', ')}};` : ''};
  });
}

/**
 * Makes built elements smaller without changing their behaviour. Runs after TypeScript; also in browser tests, so that
 * they test what is shipped.
 */
export function slim(): Plugin {
  return {
    name: 'slim',
    enforce: 'post',
    apply: (_, {command}) => command === 'build' || process.env['VITEST'] !== undefined,
    transform(code, id) {
      if (!/\/src\/(elements\/.*|core\/(page\/.*|token-styles))\.ts$/.test(id)) return undefined;
      const program = this.parse(code) as unknown as {body: Node[]};
      const templates = [...walk(program.body)].filter(({type}) => type === 'TaggedTemplateExpression');
      const edits = [...templates.flatMap(node => slimTemplate(node, code)), ...slimDecorators(program, code)];
      const short = edits
        .sort((a, b) => b.start - a.start)
        .reduce((result, {start, end, text}) => result.slice(0, start) + text + result.slice(end), code);
      return {code: short, map: null};
    },
  };
}
