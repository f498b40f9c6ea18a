/** Member of a history entry's state: names of the forms whose questions the entry shows. */
const member = 'bookingForms';

/** The steps of a form that the browser's Back and Forward buttons move through. */
export interface Steps {
  /** Whether the form is before, in or after its questions. */
  place(): 'before' | 'in' | 'after';
  /** Goes back one step, from the questions to the choice of a time; from some steps to the questions. */
  back(): void;
  /** Goes to the questions; returns whether that was possible. */
  forward(): boolean;
}

const forms = new Map<string, Steps>();

function marksOf(state: unknown): string[] {
  const marks = (state as {[member]?: unknown} | null)?.[member];
  return Array.isArray(marks) ? marks.map(String) : [];
}

/** The forms marked in the last known history entry. */
let marks = marksOf(history.state);
let {href} = location;
/** An entry of ours is being removed. */
let isLeaving = false;

/** Whether the current history entry shows the questions of this form, e.g. after a reload. */
export const isMarked = (name: string): boolean => marksOf(history.state).includes(name);

/**
 * Adds a history entry for the questions of a form. Copies the current state, which a router of the site may rely on.
 */
function enter(name: string): void {
  try {
    const now = [...marksOf(history.state), name];
    history.pushState({...(history.state as object | null), [member]: now}, '');
    marks = now;
    ({href} = location);
  } catch {
    // Pages that may not change their history (e.g. sandboxed frames) go without an entry.
  }
}

/**
 * Adds an entry for each form that shows its questions; removes the last one if its form left them by its own button.
 */
export function settle(): void {
  if (isLeaving) return;
  for (const [name, form] of forms) {
    if (form.place() === 'in' && !isMarked(name)) enter(name);
  }
  const last = marksOf(history.state).at(-1);
  if (last === undefined || forms.get(last)?.place() !== 'before') return;
  isLeaving = true;
  history.back();
}

function onPop(event: PopStateEvent): void {
  const [before, isSamePage] = [marks, href === location.href];
  marks = marksOf(event.state);
  ({href} = location);
  const left = before.filter(name => !marks.includes(name));
  const entered = marks.find(name => !before.includes(name));
  const wasLeaving = isLeaving;
  isLeaving = false;
  if (left.length === 0 && entered === undefined) return;
  // The address is unchanged, so routers that listen after us need not render. One that ran first finds its own state.
  if (isSamePage) event.stopImmediatePropagation();
  if (wasLeaving) return settle();
  const shown = left.filter(name => forms.get(name)?.place() === 'in');
  for (const name of shown) forms.get(name)!.back();
  const isEmptyStep = shown.length === 0 && (entered === undefined || !forms.get(entered)?.forward());
  // An entry of a form that is finished would make the visitor press Back twice.
  if (isEmptyStep && isSamePage) history.back();
  else settle();
}

/** Connects a form to the Back and Forward buttons. */
export function join(name: string, form: Steps): void {
  if (forms.size === 0) addEventListener('popstate', onPop, true);
  forms.set(name, form);
  settle();
}

/** Disconnects a form that was removed from the document. */
export function leave(name: string): void {
  forms.delete(name);
}
