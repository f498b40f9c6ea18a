import {basename} from 'node:path';
import type {Rollup} from 'vite';

type FindModule = (id: string) => {importers: readonly string[]} | null;

/** The elements, by their names, that load a module at once; what they load later is left to the bundler. */
function usersOf(id: string, find: FindModule, seen = new Set<string>()): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  if (/\/src\/define\/[^/]+\.ts$/.test(id)) return [basename(id, '.ts')];
  return (find(id)?.importers ?? []).flatMap(importer => usersOf(importer, find, seen));
}

/**
 * Puts what `<booking-form>` needs at once into few files, one for each set of elements that need the same. Left to
 * itself the bundler makes a file of each module that a later step shares with the first one, and a page waits for all.
 */
export const pieces: Rollup.OutputOptions = {
  codeSplitting: {
    groups: [{
      debugName: 'pieces',
      name: (id, context) => {
        const users = [...new Set(usersOf(id, found => context.getModuleInfo(found)))].sort();
        if (!users.includes('booking-form')) return null;
        return users.length > 2 ? 'shared' : users.join('-');
      },
      test: /\/src\/(?!define\/)/,
      includeDependenciesRecursively: false,
    }],
  },
};
