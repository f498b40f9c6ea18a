/**
 * Resolves when the attribute of one of the places has changed and that is painted, or after `patienceMs`; at once if
 * there are no places.
 */
function change(places: Element[], attribute: string, patienceMs: number): Promise<unknown> {
  if (places.length === 0) return Promise.resolve();
  return new Promise(resolve => {
    const observer = new MutationObserver(() => requestAnimationFrame(() => setTimeout(resolve)));
    for (const place of places) observer.observe(place, {attributeFilter: [attribute]});
    setTimeout(resolve, patienceMs);
  });
}

// Other elements wait, so that a started booking page or form has the network and the processor to itself.

/** Waits, 300 ms at most, for a booking page that was started before its element's code. */
export function afterPages(): Promise<unknown> {
  return change(
    [...document.querySelectorAll('booking-inline > [slot="embed"]:not([data-embedded])')],
    'data-embedded',
    300,
  );
}

/** Waits, one second at most (a round trip to the API), for a form that was started before its element's code. */
export function afterForms(): Promise<unknown> {
  const placeholders = [...document.querySelectorAll('booking-form')].map(form =>
    form.shadowRoot?.querySelector('[data-server=coming]'),
  );
  return change(
    placeholders.filter(placeholder => !!placeholder),
    'data-server',
    1000,
  );
}
