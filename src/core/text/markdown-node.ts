/** A piece of a formatted text, named after the element that shows it. Texts are plain; who shows them escapes them. */
export interface MarkdownNode {
  tag: 'p' | 'ul' | 'ol' | 'li' | 'strong' | 'em' | 's' | 'code' | 'br' | 'a';
  /** Of `a`: has passed `toTextLink`. */
  href?: string;
  /** Of `ol`: the first number. */
  start?: number;
  children: (MarkdownNode | string)[];
}
