/** A node of formatted text, named after the HTML element that renders it. Text is plain; renderers must escape it. */
export interface MarkdownNode {
  tag: 'p' | 'ul' | 'ol' | 'li' | 'strong' | 'em' | 's' | 'code' | 'br' | 'a';
  /** Only for `a`; validated by `toTextLink`. */
  href?: string;
  /** Only for `ol`: the first number. */
  start?: number;
  children: (MarkdownNode | string)[];
}
