import type {Question} from '../../core/model/types.ts';

/**
 * Which problems a visitor sees: none before a field was typed in and left, then at once; all after an attempt to
 * submit; the server's until the answer changes.
 */
export class ShownProblems {
  #typed = new Set<string>();
  #left = new Set<string>();
  #server: Readonly<Record<string, string>> = {};
  /** Questions that the server insisted on, whatever the event type says. */
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

  /** The visitor asked to go on although something is wrong with these answers. */
  insisted(slugs: readonly string[]): void {
    for (const slug of slugs) this.#left.add(slug);
  }

  /** The server refused some answers. */
  refused(problems: Readonly<Record<string, string>>): void {
    this.#server = problems;
    for (const [slug, problem] of Object.entries(problems)) if (problem === 'required') this.#needed.add(slug);
  }

  /** The questions as they are asked by now: none that was insisted on is optional any more. */
  asked(questions: readonly Question[]): Question[] {
    return questions.map(question => (this.#needed.has(question.slug) ? {...question, required: true} : question));
  }

  /** What is shown of all that was `found` wrong. */
  of(found: Readonly<Record<string, string>>): Record<string, string> {
    const own = Object.entries(found).filter(([slug]) => this.#left.has(slug));
    return {...this.#server, ...Object.fromEntries(own)};
  }
}
