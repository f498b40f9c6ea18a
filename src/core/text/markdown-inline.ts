import {entity, readEntity} from './markdown-entities.ts';
import type {MarkdownNode} from './markdown-node.ts';
import {toTextLink} from './web-address.ts';

type Child = MarkdownNode | string;

const tagOf = (mark: string) => (mark === '~~' ? 's' : mark.length > 1 ? 'strong' : 'em');

/** Letters of scripts without spaces between words, and the signs that stand between their sentences. */
const denseLetters = '\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af';
const denseSigns = '\\u2018-\\u201f\\u2026\\u3000-\\u303f\\uff00-\\uffef';
/** What ends an address in a text. */
const unlinked = '\\s<>"`*[\\]\\\\';

/**
 * What is not just a letter. Longer runs come before shorter ones. An address ends where a script begins that is
 * written without spaces, unless its host is in that script.
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

/** After `](`: the address, perhaps in angle brackets or with a title behind it; in a phone number with spaces. */
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

/** Not worth showing where they may not lead: places of a page that is not this one, and scripts. */
const worthless = /^(?:#|(?:javascript|data|vbscript|blob):)|^$/i;

/** Where a link leads: a phone number without its spaces, an address that begins with www on the web. */
function addressOf(written: string): string | undefined {
  const isBare = /^www\.[^:]+$/i.test(written);
  return toTextLink(isBare ? `https://${written}` : /^tel:/i.test(written) ? written.replace(/ /g, '') : written);
}

/** The children with what is a link in them as its words: a link holds no other. */
function withoutLinks(children: readonly Child[]): Child[] {
  return children.flatMap((child): Child[] => {
    if (typeof child === 'string') return [child];
    const inner = withoutLinks(child.children);
    return child.tag === 'a' ? inner : [{...child, children: inner}];
  });
}

/** An address that stands in the text, and what follows it and is not of it: the end of a sentence or a bracket. */
function splitAddress(written: string): [address: string, rest: string] {
  let end = written.length;
  const ends = written.includes('(') ? /[.,;:!?'_>]/ : /[.,;:!?'_>)]/;
  while (end > 0 && ends.test(written[end - 1]!)) end--;
  return [written.slice(0, end), written.slice(end)];
}

/**
 * Bold, italic, struck out, code, links and line breaks of a text. Each mark can be open once at most, so that what
 * turns out to be no mark is moved a few times only: time grows with the text, not with its square.
 */
export class InlineParser {
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
      if (index > 0 && !isSpace(before) && !isWithin) this.#add({tag: tagOf(mark), children: this.#close(index)});
      else if (index < 0 && !isSpace(after) && !isWithin) this.#stack.push({mark, children: []});
      else this.#add(mark);
    }
  }

  /** Where a link or an image is open. */
  #linkIndex(): number {
    return this.#indexOf(mark => mark.endsWith('['));
  }

  #openLink(mark: string): void {
    // An image may be within a link, but no link within another.
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
    // The words of an image within a link are those of the link.
    if (this.#linkIndex() > 0) for (const child of label) this.#add(child);
    else if (href) this.#add({tag: 'a', href, children: label.length > 0 ? label : [href]});
    else {
      // What may not be a link is what it says, with the address beside it.
      for (const child of label) this.#add(child);
      const isWorthIt = written.length <= 200 && !worthless.test(written) && label[0] !== written;
      if (isWorthIt) this.#add(label.length > 0 ? ` (${written})` : written);
    }
    return to + all.length;
  }

  /** A link that shows where it leads, if it may; the rest is text. */
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
