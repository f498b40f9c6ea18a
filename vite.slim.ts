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

/** CSS without comments and without the spaces that mean nothing. */
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

/** Comments and indentation are for authors: neither is in what a page loads. */
function slimTemplate({tag, quasi}: Node, code: string): Edit[] {
  const name = (tag as {name?: string}).name;
  const {quasis} = quasi as {quasis: {start: number; value: {raw: string}}[]};
  if (name !== 'css' && name !== 'html') return [];
  return quasis.map(({start: near, value: {raw}}, index) => {
    const start = code.indexOf(raw, near);
    const short = raw.replace(/\s+/g, ' ');
    const open = index === 0 ? short.trimStart() : short;
    const text = name === 'css' ? minifyCss(raw) : index === quasis.length - 1 ? open.trimEnd() : open;
    return {start, end: start + raw.length, text};
  });
}

/** `_decorate([property(…)], Class.prototype, "name", void 0)`: what a legacy decorator on a field compiles to. */
function readDecorator({expression}: Node, code: string): {owner: string; entry: string} | undefined {
  const {callee, arguments: [list, target, key] = []} = (expression ?? {}) as {callee?: {name?: string}; arguments?: Node[]};
  const [call, ...others] = (list?.['elements'] ?? []) as Node[];
  if (!/^_+decorate$/.test(callee?.name ?? '') || !call || others.length > 0) return undefined;
  const {name} = call['callee'] as {name?: string};
  if (name !== 'property' && name !== 'state') return undefined;
  const [options] = call['arguments'] as Node[];
  const text = name === 'state' ? '{state: true, attribute: false}' : options ? code.slice(options.start, options.end) : '{}';
  return {owner: (target!['object'] as {name: string}).name, entry: `${String(key!['value'])}: ${text}`};
}

/** Lit reads a static `properties` just as well as decorators, in half the bytes. */
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

/** Makes built elements small without changing what they do. Runs after TypeScript is gone. */
export function slim(): Plugin {
  return {
    name: 'slim',
    enforce: 'post',
    apply: 'build',
    transform(code, id) {
      if (!/\/src\/(elements\/.*|core\/(page\/.*|token-styles))\.ts$/.test(id)) return undefined;
      const program = this.parse(code) as unknown as {body: Node[]};
      const templates = [...walk(program.body)].filter(({type}) => type === 'TaggedTemplateExpression');
      const edits = [...templates.flatMap(node => slimTemplate(node, code)), ...slimDecorators(program, code)];
      const short = edits.sort((a, b) => b.start - a.start)
        .reduce((result, {start, end, text}) => result.slice(0, start) + text + result.slice(end), code);
      return {code: short, map: null};
    },
  };
}
