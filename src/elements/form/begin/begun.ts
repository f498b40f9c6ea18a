// Of the registry, because what begins a form and its element may come from two copies of the kit.
const key = Symbol.for('booking-begun');

type Host = object & {[key]?: typeof fetch};

/** How a form reaches the network whose first view was begun ahead of its code: what was asked already is not asked again. */
export function fetchOf(host: Host): typeof fetch | undefined {
  return host[key];
}

/** Hands what was asked to the element. */
export function handOver(host: Host, answers: typeof fetch): void {
  host[key] = answers;
}
