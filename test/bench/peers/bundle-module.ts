import {build, type Rollup} from 'vite';

const id = 'virtual:peer.js';

/** Bundles a module with Vite, resolving its packages in `folder`. Returns its files by name; `main.js` is the first. */
export async function bundleModule(code: string, folder: string): Promise<[name: string, text: string | Uint8Array][]> {
  const {output} = (await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    define: {'process.env.NODE_ENV': '"production"', global: 'globalThis'},
    plugins: [
      {
        name: 'peer',
        enforce: 'pre',
        resolveId: source => (source === id ? id : undefined),
        load: source => (source === id ? code : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: id,
        output: {entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]'},
      },
    },
  })) as Rollup.RollupOutput;
  return output.map(file => [file.fileName, file.type === 'chunk' ? file.code : file.source]);
}
