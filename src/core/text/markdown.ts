import {InlineParser} from './markdown-inline.ts';
import type {MarkdownNode} from './markdown-node.ts';

/** An open list: the columns of its marks and of the text of its last item, and that item. */
interface Level {
  list: MarkdownNode;
  mark: number;
  content: number;
  item: MarkdownNode;
}

/** Maximum depth of nested lists. */
const deepest = 4;

const listItem = /^( {0,24})(?:[-*+]|(\d{1,9})[.)]) {1,24}(?=\S)/;

/** A rule: a line of dashes, asterisks or underscores, with or without spaces between them. */
const isRule = (line: string) => /^[-*_ ]{3,}$/.test(line) && /^([-*_])\1{2,}$/.test(line.replaceAll(' ', ''));

/** Text without marks, as in most list items. */
const isPlain = (text: string) => /^[^\\&`*_~[\]<\n:]*$/.test(text);

const inline = (written: string) => (isPlain(written) ? [written] : new InlineParser(written).parse());

/** Removes quotation marks (`>`) and replaces tabs before the text with spaces. */
function toLine(raw: string): string {
  if (!/^[ \t>]|\t/.test(raw)) return raw;
  return raw
    .replace(/^ {0,3}>(?:[> ]*>)? ?/, '')
    .replace(/^[ \t]{1,24}/, space => space.replaceAll('\t', '    '))
    .replace(/^( {0,24}(?:[-*+]|\d{1,9}[.)]))\t+/, '$1 ');
}

/** For each line, the number of the next numbered line. */
function numbersAfter(items: readonly (RegExpExecArray | null)[]): (number | undefined)[] {
  let next: number | undefined;
  return items
    .map((_, index) => {
      const after = next;
      const number = items.at(-1 - index)?.[2];
      if (number !== undefined) next = Number(number);
      return after;
    })
    .reverse();
}

/** Parses text line by line. */
class BlockParser {
  readonly blocks: MarkdownNode[] = [];
  /** Lines of the current paragraph or item. */
  #lines: string[] = [];
  #levels: Level[] = [];
  /** Whether the previous line was empty. */
  #isBroken = true;

  read(line: string, item: RegExpExecArray | null, numberAfter: number | undefined): void {
    if (line.trim() === '') {
      this.#isBroken = true;
      return;
    }
    const heading = /^ {0,3}#{1,6} +(?=\S)/.exec(line);
    const isParagraph = !this.#isBroken && this.#levels.length === 0 && this.#lines.length > 0;
    if (isParagraph && /^ {0,3}(?:={2,}|-{2,}) *$/.test(line)) this.#addHeading(this.#lines.splice(0).join('\n'));
    else if (isRule(line) || /^ {0,3}(?:`{3}|~{3})/.test(line)) this.#leaveLists();
    else if (item && this.#isItem(item[2], numberAfter)) this.#beginItem(item, line);
    else if (heading) {
      this.#leaveLists();
      this.#addHeading(line.slice(heading[0].length));
    } else this.#addLine(line);
    this.#isBroken = false;
  }

  /** Adds the current text to its item or as a paragraph. */
  flush(): void {
    if (this.#lines.length === 0) return;
    const children = inline(this.#lines.splice(0).join('\n'));
    const item = this.#levels.at(-1)?.item;
    if (item) item.children.push(...children);
    else this.blocks.push({tag: 'p', children});
  }

  #leaveLists(): void {
    this.flush();
    this.#levels = [];
  }

  #addHeading(text: string): void {
    this.blocks.push({tag: 'p', children: [{tag: 'strong', children: inline(text)}]});
  }

  /** "2026. It was a good year" is a sentence, unless "2027." follows. */
  #isItem(written: string | undefined, numberAfter: number | undefined): boolean {
    if (written === undefined) return true;
    const number = Number(written);
    if (number === 1 || numberAfter === number + 1) return true;
    const isAlone = this.#isBroken || this.#lines.length === 0;
    const openList = this.#levels.findLast(({list}) => list.tag === 'ol')?.list;
    return openList ? number <= (openList.start ?? 1) + openList.children.length : isAlone && number < 100;
  }

  #beginItem([all, indent = '', number]: RegExpExecArray, line: string): void {
    const mark = indent.length;
    this.flush();
    const tag = number === undefined ? 'ul' : 'ol';
    const isIn = (level: Level) => mark >= level.content && this.#levels.length <= deepest;
    // Marks that are not exactly aligned belong to the same list.
    while (this.#levels.length > 1 && mark < this.#levels.at(-1)!.mark) this.#levels.pop();
    const top = this.#levels.at(-1);
    const item: MarkdownNode = {tag: 'li', children: []};
    const place = {mark, content: all.length, item};
    this.#lines.push(line.slice(all.length));
    if (top && !isIn(top) && top.list.tag === tag) {
      top.list.children.push(item);
      Object.assign(top, place);
      return;
    }
    if (top && !isIn(top)) this.#levels.pop();
    const start = Number(number ?? 1);
    const list: MarkdownNode = {tag, children: [item], ...(start === 1 ? {} : {start})};
    (this.#levels.at(-1)?.item.children ?? this.blocks).push(list);
    this.#levels.push({...place, list});
  }

  #addLine(line: string): void {
    const indent = line.length - line.trimStart().length;
    if (this.#isBroken) {
      // After an empty line, only indented text belongs to the item before it.
      if (indent < 2) this.#leaveLists();
      else if (this.#levels.length > 1 && indent < this.#levels.at(-1)!.content) {
        this.flush();
        while (this.#levels.length > 1 && indent < this.#levels.at(-1)!.content) this.#levels.pop();
      }
      if (this.#levels.length === 0) this.flush();
    }
    this.#lines.push(line.trim());
  }
}

/**
 * Parses a host's text in Cal.com's Markdown: paragraphs, lists, bold, italic, strikethrough, code, links and line
 * breaks. Headings become bold paragraphs. HTML is plain text, except `<br>`. Links must pass `toTextLink`; others
 * become text with their address.
 */
export function parseMarkdown(text: string): MarkdownNode[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map(toLine);
  const items = lines.map(line => listItem.exec(line));
  const after = numbersAfter(items);
  const parser = new BlockParser();
  for (const [index, line] of lines.entries()) parser.read(line, items[index]!, after[index]);
  parser.flush();
  return parser.blocks;
}
