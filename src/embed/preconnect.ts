/** Opens the connection to the booking pages before the first of them is asked for. */
export function preconnect(base: string): void {
  const {origin} = new URL(base);
  if (origin === location.origin || document.querySelector(`link[rel=preconnect][href="${origin}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  document.head.append(link);
}
