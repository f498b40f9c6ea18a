/** Distance from the viewport within which an element counts as near, in viewport heights. */
const reach = 0.5;

/** Whether the element is visible and near the viewport. */
export function isNear(element: Element): boolean {
  const {top, bottom} = element.getBoundingClientRect();
  return element.checkVisibility() && bottom > -reach * innerHeight && top < (1 + reach) * innerHeight;
}

/** Calls `onNear` once the element is visible and near the viewport. Returns a function that stops waiting. */
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
