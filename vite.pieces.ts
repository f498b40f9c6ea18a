import {basename} from 'node:path';
import type {Rollup} from 'vite';

type FindModule = (id: string) => {importers: readonly string[]} | null;

/** What is loaded at once: the elements, and what an embed loads when its page is wanted. */
const root = /\/src\/(define\/[^/]+|elements\/inline\/embed-page|embed\/(embed-js|frame))\.ts$/;

/** The roots, by their names, that load a module at once; what they load later is left to the bundler. */
function usersOf(id: string, find: FindModule, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const own = root.test(id) ? [basename(id, '.ts')] : [];
  return [...own, ...(find(id)?.importers ?? []).flatMap(importer => usersOf(importer, find, seen))];
}

/** The file a module belongs in; nothing for what is left to the bundler. */
function pieceOf(id: string, users: readonly string[]): string | null {
  const [inForm, inEmbed] = [users.includes('booking-form'), users.includes('booking-inline')];
  if (inForm && inEmbed) return 'shared';
  // These are for later steps of the form, too, which would load all of the embed with them.
  if (inEmbed) return /\/src\/(core\/|embed\/warn\.ts)/.test(id) ? null : 'embed';
  if (inForm) return users.length > 2 ? 'form-parts' : users.join('-');
  // What is Cal.com's alone; both transports are used with the page only.
  return /\/src\/(embed|elements\/inline)\//.test(id) &&
    (users.includes('embed-page') || (users.includes('embed-js') && users.includes('frame')))
    ? 'embed-page'
    : null;
}

/**
 * Puts what `<booking-form>` and `<booking-inline>` need at once into few files, none with what only others need. Left
 * to itself the bundler makes a file of each module that a later step shares with the first one, and a page waits for all.
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
