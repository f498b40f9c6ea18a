import {resolve} from 'node:path';
import type {Plugin} from 'vite';

const entry = /\/src\/page\.ts$/;
const copy = '?page';
const preloadFiles = resolve('src/elements/loading/preload-files.ts');

/**
 * Makes `page.js` a file that no other file imports: it gets copies of its own of the modules that it runs at once.
 * Otherwise the elements' files would import such modules from `page.js`, and a site that adds a version to its address
 * (`page.js?v=2`) would load and run it twice.
 */
export const ownCopies: Plugin = {
  name: 'own-copies',
  enforce: 'pre',
  apply: (_, {mode}) => mode === 'page',
  async resolveId(source, importer = '', options) {
    const isOwn = entry.test(importer) || importer.endsWith(copy);
    const {kind} = options as {kind?: string};
    const target = source.endsWith('vite/preload-helper.js') ? preloadFiles : source;
    if (kind === 'dynamic-import' || (!isOwn && target === source)) return undefined;
    const found = await this.resolve(target, importer.replace(copy, ''), {...options, skipSelf: true});
    return found && isOwn ? {...found, id: found.id + copy} : found;
  },
};
