const requested = new Set<string>();

/**
 * Replaces the function of this name that Vite puts around each `import()`: requests the files that the imported one
 * will import, instead of one after the other. Vite's own adds a link to the page for each, which takes ten times as
 * long and needs a nonce under a strict Content-Security-Policy. `files` are relative to `importer`, the file with the
 * `import()`.
 */
export function __vitePreload<T>(load: () => Promise<T>, files: readonly string[] = [], importer = ''): Promise<T> {
  for (const file of files) {
    const {href} = new URL(file, importer);
    if (requested.has(href)) continue;
    requested.add(href);
    // If it fails, so does `load()`, which says so.
    import(/* @vite-ignore */ href).catch(() => requested.delete(href));
  }
  return load();
}
