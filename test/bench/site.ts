import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build, type Rollup} from 'vite';

/** A page as a bundler made it. */
export interface Site {
  /** The page's own tags for its script and what to load ahead. */
  head: string;
  /** Scripts by their path. */
  files: Map<string, string>;
  /** Paths of what the parts of the package with these names need that the page's head does not load. */
  later(...names: string[]): string[];
}

/** Builds the package as it is published, into a folder of its own. */
export async function buildPackage(): Promise<string> {
  // Anything else would measure Lit's development build.
  process.env['NODE_ENV'] = 'production';
  const outDir = mkdtempSync(join(tmpdir(), 'bench-package-'));
  for (const mode of ['production', 'page']) {
    await build({
      configFile: join(process.cwd(), 'vite.config.ts'),
      mode,
      logLevel: 'error',
      build: {outDir, sourcemap: false},
    });
  }
  return outDir;
}

/** Builds a page as a site does: Vite finds the page's script, splits it and tells the page what to load ahead. */
export async function buildSite(name: string, code: string, pack: string): Promise<Site> {
  const id = `virtual:bench-${name}.js`;
  const page = join(process.cwd(), `${name}.html`);
  const {output} = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: {alias: {'booking-elements': pack, lit: join(process.cwd(), 'node_modules/lit')}},
    plugins: [
      {
        name: 'bench-page',
        resolveId: source => (source === page || source === id ? source : undefined),
        load: source =>
          source === id
            ? code
            : source === page
              ? `<head><script type="module">import '${id}'</script></head>`
              : undefined,
      },
    ],
    build: {write: false, target: 'es2022', assetsDir: name, rolldownOptions: {input: {[name]: page}}},
  })) as Rollup.RollupOutput;
  const chunks = output.filter(file => file.type === 'chunk');
  const html = output.find(({fileName}) => fileName === `${name}.html`) as Rollup.OutputAsset;
  const head = [...String(html.source).matchAll(/<script.*?<\/script>|<link.*?>/gs)].map(([tag]) => tag).join('');
  return {
    head,
    files: new Map(chunks.map(({fileName, code: text}) => [`/${fileName}`, text])),
    later(...names) {
      const isNamed = ({moduleIds}: Rollup.OutputChunk) =>
        moduleIds.some(module => names.some(wanted => module.includes(`/${wanted}-`)));
      const wanted = new Set(chunks.filter(isNamed));
      for (const chunk of wanted)
        for (const file of chunk.imports) wanted.add(chunks.find(({fileName}) => fileName === file)!);
      return [...wanted].map(({fileName}) => `/${fileName}`).filter(path => !head.includes(path));
    },
  };
}
