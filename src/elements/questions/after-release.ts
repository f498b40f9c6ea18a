/** Calls `done` once the pointer that was pressed is released, after the click that the release makes. */
export function afterRelease(done: () => void): void {
  const release = () => setTimeout(done);
  addEventListener('pointerup', release, {once: true});
  addEventListener('pointercancel', release, {once: true});
}
