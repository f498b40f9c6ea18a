/** Resolves when one of the places has something to show and that is painted, or after a while; at once without places. */
function change(places: Element[], attribute: string, patienceMs: number): Promise<unknown> {
  if (places.length === 0) return Promise.resolve();
  return new Promise(resolve => {
    const observer = new MutationObserver(() => requestAnimationFrame(() => setTimeout(resolve)));
    for (const place of places) observer.observe(place, {attributeFilter: [attribute]});
    setTimeout(resolve, patienceMs);
  });
}

// What the visitor came for is not to share the network and the processor with what surrounds it.

/** Waits for booking pages that were begun ahead of their elements, for 300 ms at most. */
export function afterPages(): Promise<unknown> {
  return change(
    [...document.querySelectorAll('booking-inline > [slot="embed"]:not([data-embedded])')],
    'data-embedded',
    300,
  );
}

/** Waits for forms whose times were asked for ahead of their elements, for a second at most: one way to the API and back. */
export function afterForms(): Promise<unknown> {
  const rooms = [...document.querySelectorAll('booking-form')].map(form =>
    form.shadowRoot?.querySelector('[data-server=coming]'),
  );
  return change(
    rooms.filter(room => !!room),
    'data-server',
    1000,
  );
}
