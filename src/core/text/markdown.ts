import {toLink} from './web-address.ts';

/** A piece of a formatted text, named after the element that shows it. Texts are plain: whoever shows them escapes them. */
export interface MarkdownNode {
  tag: 'p' | 'ul' | 'ol' | 'li' | 'strong' | 'em' | 'code' | 'br' | 'a';
  /** Of `a`: has passed `toLink`. */
  href?: string;
  /** Of `ol`: the first number. */
  start?: number;
  children: (MarkdownNode | string)[];
}

type Child = MarkdownNode | string;

/** What is not just a letter. Longer runs come before shorter ones. */
const token = new RegExp([
  /\\[!-/:-@[-`{-~\n]/, /&(?:amp|lt|gt|quot|nbsp|#39);/, /`+/, /\*{1,3}/, /_{1,3}/, /!?\[/, /\]\(?/, /<br ?\/?>/, /\n/,
  /<?https?:\/\/[^\s<>"`*[\]\\]+>?/,
].map(({source}) => source).join('|'), 'gi');

/** After `](`: the address, perhaps in angle brackets or with a title behind it. */
const destination = /^ {0,9}<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)?)>?(?: {1,9}(?:"[^"\n]*"|'[^'\n]*'))? {0,9}\)/;

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', '#39': '\''};

const isSpace = (letter: string | undefined) => letter === undefined || /\s/.test(letter);
const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** An address that stands in the text, and what follows it and is none of its own: the end of a sentence or a bracket. */
function splitAddress(written: string): [address: string, rest: string] {
  if (written.startsWith('<') && written.endsWith('>')) return [written.slice(1, -1), ''];
  let end = written.length;
  const ends = written.includes('(') ? /[.,;:!?'_>]/ : /[.,;:!?'_>)]/;
  while (end > 0 && ends.test(written[end - 1]!)) end--;
  return [written.slice(0, end), written.slice(end)];
}

/**
 * Bold, italic, code, links and line breaks of a text. Each mark can be open once at most, so that what turns out to be no
 * mark is moved a few times only: time grows with the text, not with its square.
 */
class InlineParser {
  #text: string;
  #stack: {mark: string; children: Child[]}[] = [{mark: '', children: []}];
  /** Runs of backticks that have no other end. */
  #unclosed = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Child[] {
    const text = this.#text;
    let position = 0;
    while (position < text.length) {
      token.lastIndex = position;
      const found = token.exec(text);
      if (!found) break;
      this.#add(text.slice(position, found.index));
      position = this.#read(found[0], found.index, found.index + found[0].length);
    }
    this.#add(text.slice(position));
    while (this.#stack.length > 1) this.#flatten();
    return this.#stack[0]!.children;
  }

  /** Takes one token; returns where the text goes on. */
  #read(mark: string, from: number, to: number): number {
    const [first] = mark;
    if (mark === '\n' || mark === '\\\n' || /^<b/i.test(mark)) this.#add({tag: 'br', children: []});
    else if (first === '\\') this.#add(mark.slice(1));
    else if (first === '&') this.#add(entities[mark.slice(1, -1).toLowerCase()]!);
    else if (first === '`') return this.#readCode(mark, to);
    else if (first === '*' || first === '_') this.#readEmphasis(mark, from, to);
    else if (mark.endsWith('[')) this.#openLink(mark);
    else if (first === ']') return this.#closeLink(mark, to);
    else this.#readAddress(mark);
    return to;
  }

  #add(child: Child): void {
    if (child !== '') this.#stack.at(-1)!.children.push(child);
  }

  #indexOf(isWanted: (mark: string) => boolean): number {
    return this.#stack.findLastIndex(({mark}) => isWanted(mark));
  }

  /** What was no mark after all is text. */
  #flatten(): void {
    const {mark, children} = this.#stack.pop()!;
    this.#add(mark);
    for (const child of children) this.#add(child);
  }

  #close(index: number): Child[] {
    while (this.#stack.length > index + 1) this.#flatten();
    return this.#stack.pop()!.children;
  }

  #readCode(run: string, to: number): number {
    const end = this.#unclosed.has(run) ? -1 : this.#text.indexOf(run, to);
    if (end < 0) {
      this.#unclosed.add(run);
      this.#add(run);
      return to;
    }
    this.#add({tag: 'code', children: [this.#text.slice(to, end).trim()]});
    return end + run.length;
  }

  #readEmphasis(run: string, from: number, to: number): void {
    const before = this.#text[from - 1];
    const after = this.#text[to];
    const isWithin = run.startsWith('_') && isWord(before) && isWord(after);
    const single = run[0]!;
    const double = single + single;
    // Of three marks those that were opened last are closed first.
    const both = this.#stack.at(-1)!.mark === single ? [single, double] : [double, single];
    const marks = run.length < 3 ? [run] : both;
    for (const mark of marks) {
      const index = this.#indexOf(open => open === mark);
      if (index > 0 && !isSpace(before) && !isWithin) this.#add({tag: mark.length > 1 ? 'strong' : 'em', children: this.#close(index)});
      else if (index < 0 && !isSpace(after) && !isWithin) this.#stack.push({mark, children: []});
      else this.#add(mark);
    }
  }

  #linkIndex(): number {
    return this.#indexOf(mark => mark.endsWith('['));
  }

  #openLink(mark: string): void {
    const index = this.#linkIndex();
    while (index > 0 && this.#stack.length > index) this.#flatten();
    this.#stack.push({mark, children: []});
  }

  #closeLink(mark: string, to: number): number {
    const index = this.#linkIndex();
    const found = index > 0 && mark === '](' ? destination.exec(this.#text.slice(to, to + 2_200)) : null;
    if (!found) {
      while (index > 0 && this.#stack.length > index) this.#flatten();
      this.#add(mark);
      return to;
    }
    const label = this.#close(index);
    const href = toLink(found[1]);
    // What may not be a link is what it says.
    if (href) this.#add({tag: 'a', href, children: label.length > 0 ? label : [href]});
    else for (const child of label) this.#add(child);
    return to + found[0].length;
  }

  #readAddress(written: string): void {
    const [address, rest] = splitAddress(written);
    const href = this.#linkIndex() > 0 ? undefined : toLink(address);
    this.#add(href ? {tag: 'a', href, children: [address]} : address);
    this.#add(rest);
  }
}

const listItem = /^ {0,8}(?:[-*+]|(\d{1,9})[.)])[ \t]+(?=\S)/;

/** A line of dashes, stars or underlines, with spaces between them or none. */
const isRule = (line: string) => /^([-*_])\1{2,}$/.test(line.replaceAll(' ', ''));

/**
 * A text of a host's in Cal.com's Markdown: paragraphs, lists, bold, italic, code, links and line breaks. Headings are bold
 * paragraphs. HTML is text like any other, but for `<br>`. A link leads where `toLink` allows, or is none.
 */
export function parseMarkdown(text: string): MarkdownNode[] {
  const blocks: MarkdownNode[] = [];
  let lines: string[] = [];
  let list: MarkdownNode | undefined;
  let isBroken = false;

  const inline = (written: string) => new InlineParser(written).parse();
  function flush(): void {
    if (lines.length === 0) return;
    const children = inline(lines.join('\n'));
    lines = [];
    if (list) list.children.push({tag: 'li', children});
    else blocks.push({tag: 'p', children});
  }
  function leaveList(): void {
    flush();
    list = undefined;
  }
  function beginItem(number: string | undefined): void {
    flush();
    const tag = number === undefined ? 'ul' : 'ol';
    if (list?.tag === tag) return;
    list = {tag, children: [], ...(number !== undefined && number !== '1' ? {start: Number(number)} : {})};
    blocks.push(list);
  }

  for (const raw of text.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.replace(/^ {0,3}>[> ]*/, '');
    const item = listItem.exec(line);
    const heading = /^ {0,3}#{1,6} +(?=\S)/.exec(line);
    const isBlank = line.trim() === '';
    if (isBlank) isBroken = true;
    else if (isRule(line) || /^ {0,3}(?:`{3}|~{3})/.test(line)) leaveList();
    else if (item) {
      beginItem(item[1]);
      lines.push(line.slice(item[0].length));
    } else if (heading) {
      leaveList();
      blocks.push({tag: 'p', children: [{tag: 'strong', children: inline(line.slice(heading[0].length))}]});
    } else {
      // After an empty line only what is indented belongs to the item before it.
      if (isBroken && !(list && /^(?: {2}|\t)/.test(line))) leaveList();
      lines.push(line.trim());
    }
    if (!isBlank) isBroken = false;
  }
  flush();
  return blocks;
}
