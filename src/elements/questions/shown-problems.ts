import {locationDetailSlug} from '../../core/flow/questions.ts';
import type {Question} from '../../core/model/types.ts';

/**
 * Decides which problems are shown. A field's problems are shown after the visitor typed into it and left it; all are
 * shown after an attempt to submit; the server's until the answer changes.
 */
export class ShownProblems {
  #typed = new Set<string>();
  #left = new Set<string>();
  #server: Readonly<Record<string, string>> = {};
  /** Questions that the server required, even if they are optional in the event type. */
  #needed = new Set<string>();

  /** The answer to a question changed. */
  typed(slug: string): void {
    this.#typed.add(slug);
    const {[slug]: _, ...others} = this.#server;
    this.#server = others;
  }

  /** The focus left a question. */
  left(slug: string): void {
    if (this.#typed.has(slug)) this.#left.add(slug);
  }

  /** The visitor tried to submit although these answers have problems. */
  insisted(slugs: readonly string[]): void {
    for (const slug of slugs) this.#left.add(slug);
  }

  /** The server refused some answers. */
  refused(problems: Readonly<Record<string, string>>): void {
    this.#server = problems;
    for (const [slug, problem] of Object.entries(problems)) if (problem === 'required') this.#needed.add(slug);
  }

  /** The questions, with those that the server required marked as required. */
  asked(questions: readonly Question[]): Question[] {
    return questions.map(question => (this.#needed.has(question.slug) ? {...question, required: true} : question));
  }

  /**
   * The problems to show, of all that were `found`, in the order of the questions; those of the site's own controls,
   * by their names, come last.
   */
  of(
    found: Readonly<Record<string, string>>,
    questions: readonly Question[],
    controls: readonly string[],
  ): Record<string, string> {
    const own = Object.entries(found).filter(([slug]) => this.#left.has(slug));
    const shown = {...this.#server, ...Object.fromEntries(own)};
    const slugs = questions.flatMap(({slug, type}) => (type === 'location' ? [slug, locationDetailSlug] : [slug]));
    const order = [...new Set([...slugs, ...controls])];
    return Object.fromEntries(order.filter(slug => Object.hasOwn(shown, slug)).map(slug => [slug, shown[slug]!]));
  }
}
