import {entity, readEntity} from './markdown-entities.ts';
import type {MarkdownNode} from './markdown-node.ts';
import {toTextLink} from './web-address.ts';

type Child = MarkdownNode | string;

const tagOf = (mark: string) => (mark === '~~' ? 's' : mark.length > 1 ? 'strong' : 'em');

/** Letters of scripts without spaces between words, and their punctuation. */
const denseLetters = '\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af';
const denseSigns = '\\u2018-\\u201f\\u2026\\u3000-\\u303f\\uff00-\\uffef';
/** Characters that end an address in text. */
const unlinked = '\\s<>"`*[\\]\\\\';

/**
 * Everything other than plain text. Longer runs come before shorter ones. An address ends at a script written without
 * spaces, unless its host is in that script.
 */
const token = new RegExp(
  [
    /\\[!-/:-@[-`{-~\n]/,
    entity,
    /`+/,
    /\*{1,3}/,
    /_{1,3}/,
    /~~/,
    /!?\[/,
    /\]\(?/,
    /<br ?\/?>/,
    /\n/,
    /<(?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000}>/,
    /<[^\s<>@:/]{1,64}@[^\s<>@:/]{1,255}>/,
    new RegExp(
      `https?://(?:[${denseLetters}][^${unlinked}/${denseSigns}]*)?[^${unlinked}${denseSigns}${denseLetters}]*`,
    ),
  ]
    .map(({source}) => source)
    .join('|'),
  'gi',
);

/**
 * The destination after `](`: an address, optionally in angle brackets or with a title after it; phone numbers may
 * contain spaces.
 */
const destination = new RegExp(
  [
    /^ {0,9}<?(tel:\+?\d[\d .-]{1,40}|[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)?)>?/,
    /(?: {1,9}(?:"[^"\n]*"|'[^'\n]*'))? {0,9}\)/,
  ]
    .map(({source}) => source)
    .join(''),
  'i',
);

const isSpace = (letter: string | undefined) => letter === undefined || /\s/.test(letter);
const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Destinations not worth showing as text: fragments of another page, and scripts. */
const worthless = /^(?:#|(?:javascript|data|vbscript|blob):)|^$/i;

/** The target of a link: phone numbers lose their spaces, addresses that start with www get `https://`. */
function addressOf(written: string): string | undefined {
  const isBare = /^www\.[^:]+$/i.test(written);
  return toTextLink(isBare ? `https://${written}` : /^tel:/i.test(written) ? written.replace(/ /g, '') : written);
}

/** Replaces links among the children with their text, because links cannot be nested. */
function withoutLinks(children: readonly Child[]): Child[] {
  return children.flatMap((child): Child[] => {
    if (typeof child === 'string') return [child];
    const inner = withoutLinks(child.children);
    return child.tag === 'a' ? inner : [{...child, children: inner}];
  });
}

/** Splits an address in running text from punctuation after it, such as the end of a sentence or a bracket. */
function splitAddress(written: string): [address: string, rest: string] {
  let end = written.length;
  const ends = written.includes('(') ? /[.,;:!?'_>]/ : /[.,;:!?'_>)]/;
  while (end > 0 && ends.test(written[end - 1]!)) end--;
  return [written.slice(0, end), written.slice(end)];
}

/**
 * Parses bold, italic, strikethrough, code, links and line breaks. Each mark can be open only once, so text that turns
 * out not to be a mark is moved only a few times: time is linear in the length of the text, not quadratic.
 */
export class InlineParser {
  #text: string;
  #stack: {mark: string; children: Child[]}[] = [{mark: '', children: []}];
  /** Runs of backticks without a closing run. */
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

  /** Reads one token and returns the position after it. */
  #read(mark: string, from: number, to: number): number {
    const [first] = mark;
    if (mark === '\n' || mark === '\\\n' || /^<b/i.test(mark)) this.#add({tag: 'br', children: []});
    else if (first === '\\') this.#add(mark.slice(1));
    else if (first === '&') this.#add(readEntity(mark));
    else if (first === '`') return this.#readCode(mark, to);
    else if (first === '*' || first === '_' || first === '~') this.#readEmphasis(mark, from, to);
    else if (mark.endsWith('[')) this.#openLink(mark);
    else if (first === ']') return this.#closeLink(mark, to);
    else if (first === '<') this.#addLink(mark.slice(1, -1));
    else this.#readAddress(mark);
    return to;
  }

  #add(child: Child): void {
    if (child !== '') this.#stack.at(-1)!.children.push(child);
  }

  #indexOf(test: (mark: string) => boolean): number {
    return this.#stack.findLastIndex(({mark}) => test(mark));
  }

  /** Turns an unclosed mark back into text. */
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
    // Of three marks, the last opened closes first.
    const both = this.#stack.at(-1)!.mark === single ? [single, double] : [double, single];
    const marks = run.length < 3 ? [run] : both;
    for (const mark of marks) {
      const index = this.#indexOf(open => open === mark);
      if (index > 0 && !isSpace(before) && !isWithin) this.#add({tag: tagOf(mark), children: this.#close(index)});
      else if (index < 0 && !isSpace(after) && !isWithin) this.#stack.push({mark, children: []});
      else this.#add(mark);
    }
  }

  /** The index of the open link or image. */
  #linkIndex(): number {
    return this.#indexOf(mark => mark.endsWith('['));
  }

  #openLink(mark: string): void {
    // A link may contain an image, but not another link.
    const index = this.#stack.findIndex(({mark: open}) => open.endsWith('[') && (mark === '[' || open === mark));
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
    const label = withoutLinks(this.#close(index));
    const [all, written = ''] = found;
    const href = addressOf(written);
    // The text of an image within a link belongs to the link.
    if (this.#linkIndex() > 0) for (const child of label) this.#add(child);
    else if (href) this.#add({tag: 'a', href, children: label.length > 0 ? label : [href]});
    else {
      // A refused link becomes its text, followed by the address.
      for (const child of label) this.#add(child);
      const isWorthShowing = written.length <= 200 && !worthless.test(written) && label[0] !== written;
      if (isWorthShowing) this.#add(label.length > 0 ? ` (${written})` : written);
    }
    return to + all.length;
  }

  /** Adds a link that shows its address, or plain text if the link is not allowed. */
  #addLink(written: string, shown = written.replace(/^(?:mailto|tel):/i, '')): void {
    const isEmail = /^[^:/]+@/.test(written);
    const href = addressOf(isEmail ? `mailto:${written}` : written);
    this.#add(href ? {tag: 'a', href, children: [shown]} : written);
  }

  #readAddress(written: string): void {
    const [address, rest] = splitAddress(written);
    this.#addLink(address);
    this.#add(rest);
  }
}
