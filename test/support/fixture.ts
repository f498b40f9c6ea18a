import {render, type LitElement, type TemplateResult} from 'lit';
import {afterEach} from 'vitest';
import {loadWords} from '../../src/core/words/load-words.ts';

/** How the page around the element looks. */
export interface FixtureOptions {
  theme?: 'light' | 'dark';
  /** BCP 47 tag of the page. */
  lang?: string;
  dir?: 'ltr' | 'rtl';
  /** CSS pixels of the box the element stands in. */
  width?: number;
}

const mounted: HTMLElement[] = [];

afterEach(() => {
  for (const page of mounted.splice(0)) page.remove();
});

/**
 * Mounts the template in a `<main>` of the document and returns its first element, rendered in its words. Removed after
 * the test.
 */
export async function fixture<T extends HTMLElement = LitElement>(
  template: TemplateResult,
  options: FixtureOptions = {},
): Promise<T> {
  const page = document.createElement('main');
  page.lang = options.lang ?? 'en';
  page.dir = options.dir ?? 'ltr';
  page.style.cssText = `color-scheme: ${options.theme ?? 'light'}; background: Canvas; color: CanvasText; padding: 8px`;
  if (options.width) page.style.inlineSize = `${options.width}px`;
  await loadWords(page.lang);
  document.body.append(page);
  mounted.push(page);
  render(template, page);
  const element = page.firstElementChild as T;
  await (element as Partial<LitElement>).updateComplete;
  return element;
}
