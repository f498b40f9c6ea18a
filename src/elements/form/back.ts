/** In the state of an entry of the browser's history: the forms whose questions it shows, by name. */
const member = 'bookingForms';

/** A form, as far as the buttons Back and Forward go. */
export interface Steps {
  /** Whether its questions are yet to come, on show, or over. */
  place(): 'before' | 'in' | 'after';
  /** From the questions to the choice of a time; some steps go back to the questions. */
  back(): void;
  /** To the questions; returns whether that was possible. */
  forward(): boolean;
}

const forms = new Map<string, Steps>();

function marksOf(state: unknown): string[] {
  const marks = (state as {[member]?: unknown} | null)?.[member];
  return Array.isArray(marks) ? marks.map(String) : [];
}

/** Where the page was in its history at last, as far as forms are concerned. */
let marks = marksOf(history.state);
let {href} = location;
/** An entry of ours is being taken away. */
let isLeaving = false;

/** Whether the present entry of the history is of the questions of this form, e.g. after a reload. */
export const isMarked = (name: string): boolean => marksOf(history.state).includes(name);

/** Adds an entry for the questions of a form. What the page's router keeps in the present one is in it too. */
function enter(name: string): void {
  try {
    const now = [...marksOf(history.state), name];
    history.pushState({...(history.state as object | null), [member]: now}, '');
    marks = now;
    ({href} = location);
  } catch {
    // A page that may not change its history keeps its own way back.
  }
}

/** Gives the questions on show an entry, and takes the last one away when its form went back by a button of its own. */
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
  // The page is the same: a router that listens after us is not to draw it anew. One that was first finds its own state.
  if (isSamePage) event.stopImmediatePropagation();
  if (wasLeaving) return settle();
  const shown = left.filter(name => forms.get(name)?.place() === 'in');
  for (const name of shown) forms.get(name)!.back();
  const isEmptyStep = shown.length === 0 && (entered === undefined || !forms.get(entered)?.forward());
  // Nobody is to press Back twice because of a form that is over.
  if (isEmptyStep && isSamePage) history.back();
  else settle();
}

/** Lets Back and Forward move a form. */
export function join(name: string, form: Steps): void {
  if (forms.size === 0) addEventListener('popstate', onPop, true);
  forms.set(name, form);
  settle();
}

/** A form has left the page. */
export function leave(name: string): void {
  forms.delete(name);
}
