/** Whether the visitor prefers reduced motion. */
export function isReduced(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function parentOf(element: Element): Element | undefined {
  const {parentNode} = element;
  return (
    element.assignedSlot ?? element.parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : undefined)
  );
}

/** Whether part of an element is visible in the window and in every scrolling box around it. */
export function isInSight(element: Element): boolean {
  if (!element.checkVisibility()) return false;
  const {top, bottom} = element.getBoundingClientRect();
  const scroller = scrollerOf(element);
  const box = scroller === document.scrollingElement ? {top: 0, bottom: innerHeight} : scroller.getBoundingClientRect();
  return bottom > Math.max(box.top, 0) && top < Math.min(box.bottom, innerHeight);
}

/** The scrolling box around an element, across shadow trees, or the document's scrolling element. */
export function scrollerOf(element: Element): Element {
  for (let node = parentOf(element); node; node = parentOf(node)) {
    if (node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement ?? document.documentElement;
}
