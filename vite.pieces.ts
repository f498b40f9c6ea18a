import {basename} from 'node:path';
import type {Rollup} from 'vite';

type FindModule = (id: string) => {importers: readonly string[]; isEntry: boolean} | null;

/** Code that loads immediately: the elements, the first view, and the code of an embed whose booking page is needed. */
const roots = [
  'define/[^/]+',
  'elements/inline/(embed-page|mount-pages)',
  'elements/form/begin/draw-forms',
  'core/page/write-description',
  'embed/(embed-js/embed-js|frame)',
];
const root = new RegExp(`/src/(${roots.join('|')})\\.ts$`);

/** Returns the names of the roots that load a module immediately; the bundler decides about later modules. */
function usersOf(id: string, find: FindModule, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const own = root.test(id) ? [basename(id, '.ts')] : [];
  return [...own, ...(find(id)?.importers ?? []).flatMap(importer => usersOf(importer, find, seen))];
}

/** Whether nothing but entries imports a module, directly or through modules such as a list of re-exports. */
function isOnlyForEntries(id: string, find: FindModule): boolean {
  const {isEntry = false, importers = []} = find(id) ?? {};
  return isEntry || (importers.length > 0 && importers.every(importer => isOnlyForEntries(importer, find)));
}

/**
 * Whether an entry and other code share a module. If the other code loads later, the bundler would put the module into
 * the entry's file, and later steps would load all that the entry imports.
 */
function isSharedWithEntry(id: string, find: FindModule): boolean {
  const importers = find(id)?.importers ?? [];
  const forEntries = importers.filter(importer => isOnlyForEntries(importer, find));
  return forEntries.length > 0 && forEntries.length < importers.length;
}

/** Code without knowledge of the embed, which later steps use too. */
const isPlain = (id: string) => /\/src\/(core\/|embed\/warn\.ts)/.test(id);

/** The file that a module belongs to; null if the bundler decides. */
function pieceOf(id: string, users: readonly string[]): string | null {
  const [inForm, inEmbed] = [users.includes('booking-form'), users.includes('booking-inline')];
  // First views must not load Lit, so what they share with each other and with the elements is in files of its own.
  const [inFormView, inPageView] = [users.includes('draw-forms'), users.includes('mount-pages')];
  if (inPageView && (inFormView || inForm || isPlain(id))) return 'first-view';
  if (inFormView && (users.includes('embed-page') || users.includes('booking-popup'))) return 'first-view-basics';
  // The parts of a form also work alone.
  if (inFormView && users.some(name => /^booking-(calendar|slots|questions)$/.test(name))) return 'form-view-parts';
  // take-over.ts reads what the first view writes with first-view.ts.
  if (inFormView) return users.length > 1 || id.endsWith('/core/page/first-view.ts') ? 'form-view' : null;
  if (inPageView) return users.includes('embed-page') || users.length > 2 ? 'page-view' : null;
  if (inForm && inEmbed) return 'shared';
  // Later steps of the form also use these modules, and would otherwise load the whole embed with them.
  if (inEmbed) return isPlain(id) ? null : 'embed';
  if (inForm && users.includes('embed-page')) return 'inputs';
  if (inForm) return users.length > 2 ? 'form-parts' : users.join('-');
  // Modules only for Cal.com's booking pages; both transports are only used with them.
  return /\/src\/(embed|elements\/inline)\//.test(id) &&
    (users.includes('embed-page') || (users.includes('embed-js') && users.includes('frame')))
    ? 'embed-page'
    : null;
}

/**
 * Puts the code that `<booking-form>` and `<booking-inline>` need immediately into few files, without anything that
 * only others need. By default the bundler creates a file for each module shared by the first and later steps, and a
 * page waits for all of them.
 */
export const pieces: Rollup.OutputOptions = {
  codeSplitting: {
    groups: [
      {
        debugName: 'pieces',
        name(id, context) {
          const find: FindModule = found => context.getModuleInfo(found);
          const users = [...new Set(usersOf(id, find))].sort();
          return users.length === 0 && isSharedWithEntry(id, find)
            ? `common-${basename(id, '.ts')}`
            : pieceOf(id, users);
        },
        test: /\/src\/(?!define\/)/,
        includeDependenciesRecursively: false,
      },
    ],
  },
};
