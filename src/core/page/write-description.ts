import type {MarkdownNode} from '../text/markdown-node.ts';
import {parseMarkdown} from '../text/markdown.ts';
import {isRich} from '../text/rich.ts';
import {attributes, html, type Markup} from './html.ts';

function write(child: MarkdownNode | string): Markup {
  if (typeof child === 'string') return html`${child}`;
  const {tag, href, start, children} = child;
  if (tag === 'br') return html`<br>`;
  if (tag === 'a')
    return html`<a href="${href}"${attributes({target: /^http/i.test(href!) && '_blank'})} rel="noopener noreferrer">${children.map(write)}</a>`;
  const name = {html: tag};
  return html`<${name}${attributes({start})}>${children.map(write)}</${name}>`;
}

/** Writes a host's text with its paragraphs, lists and links as HTML. */
export function writeDescription(text: string): Markup {
  if (!isRich(text)) return html`<p class="description plain">${text}</p>`;
  return html`<div class="description">${parseMarkdown(text).map(write)}</div>`;
}
