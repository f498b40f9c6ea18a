/** The control to focus for a question: an invalid one, else the checked one, else the first. */
export function controlOf(slug: string, root: ParentNode): HTMLElement | null | undefined {
  const field = [...root.querySelectorAll<HTMLElement>('[data-slug]')].find(each => each.dataset['slug'] === slug);
  return [':is(input, select, textarea)[aria-invalid]', 'input:checked', 'input, select, textarea']
    .map(selector => field?.querySelector<HTMLElement>(selector))
    .find(found => found);
}
