import {basename} from 'node:path';
import type {Rollup} from 'vite';

type FindModule = (id: string) => {importers: readonly string[]} | null;

/** Code that loads immediately: the elements, and the code of an embed whose booking page is needed. */
const root = /\/src\/(define\/[^/]+|elements\/inline\/embed-page|embed\/(embed-js|frame))\.ts$/;

/** Returns the names of the roots that load a module immediately; the bundler decides about later modules. */
function usersOf(id: string, find: FindModule, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const own = root.test(id) ? [basename(id, '.ts')] : [];
  return [...own, ...(find(id)?.importers ?? []).flatMap(importer => usersOf(importer, find, seen))];
}

/** The file that a module belongs to; null if the bundler decides. */
function pieceOf(id: string, users: readonly string[]): string | null {
  const [inForm, inEmbed] = [users.includes('booking-form'), users.includes('booking-inline')];
  if (inForm && inEmbed) return 'shared';
  // Later steps of the form also use these modules, and would otherwise load the whole embed with them.
  if (inEmbed) return /\/src\/(core\/|embed\/warn\.ts)/.test(id) ? null : 'embed';
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
        name: (id, context) => pieceOf(id, [...new Set(usersOf(id, found => context.getModuleInfo(found)))].sort()),
        test: /\/src\/(?!define\/)/,
        includeDependenciesRecursively: false,
      },
    ],
  },
};
