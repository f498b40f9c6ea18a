/** How far beyond the window an element is still near, in heights of the window. */
const reach = 0.5;

/** Whether the element is shown and near what the visitor sees. */
export function isNear(element: Element): boolean {
  const {top, bottom} = element.getBoundingClientRect();
  return element.checkVisibility() && bottom > -reach * innerHeight && top < (1 + reach) * innerHeight;
}

/** Calls back once the element is shown and near what the visitor sees, at once if it is. Returns what stops waiting. */
export function whenNear(element: Element, onNear: () => void): () => void {
  if (isNear(element)) onNear();
  else {
    const observer = new IntersectionObserver(
      entries => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        onNear();
      },
      {rootMargin: `${reach * 100}% 0px`},
    );
    observer.observe(element);
    return () => observer.disconnect();
  }
  return () => {};
}
