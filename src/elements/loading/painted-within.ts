/**
 * Resolves once `done` has resolved and the result is painted, or after `ms` milliseconds. What only comes later waits
 * with it, so that what visitors see first has the network and the processor to itself.
 */
export function paintedWithin(done: Promise<unknown>, ms: number): Promise<void> {
  return new Promise(resolve => {
    const painted = () => requestAnimationFrame(() => setTimeout(resolve));
    done.then(painted, () => resolve());
    setTimeout(resolve, ms);
  });
}
