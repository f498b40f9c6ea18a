import {nothing, type TemplateResult} from 'lit';
import type {MarkdownNode} from '../../../core/text/markdown-node.ts';
import {parseMarkdown} from '../../../core/text/markdown.ts';
import {html} from '../../base/html.ts';

function render(child: MarkdownNode | string): unknown {
  if (typeof child === 'string') return child;
  const {tag, href = '', start, children} = child;
  const inner = children.map(render);
  const target = /^http/i.test(href) ? '_blank' : nothing;
  switch (tag) {
    case 'a':
      return html`<a href=${href} target=${target} rel="noopener noreferrer">${inner}</a>`;
    case 'br':
      return html`<br>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'em':
      return html`<em>${inner}</em>`;
    case 'li':
      return html`<li dir="auto">${inner}</li>`;
    case 'ol':
      return html`<ol start=${start ?? nothing}>${inner}</ol>`;
    case 'p':
      return html`<p dir="auto">${inner}</p>`;
    case 's':
      return html`<s>${inner}</s>`;
    case 'strong':
      return html`<strong>${inner}</strong>`;
    case 'ul':
      return html`<ul>${inner}</ul>`;
  }
}

let last: {text: string; template: TemplateResult} | undefined;

/** A host's text with its paragraphs, lists and links. */
export function renderRich(text: string): TemplateResult {
  // The same description is rendered on every update.
  if (last?.text !== text)
    last = {text, template: html`<div class="description">${parseMarkdown(text).map(render)}</div>`};
  return last.template;
}
