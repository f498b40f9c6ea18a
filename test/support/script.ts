import {createHash} from 'node:crypto';
import {build, type Rollup} from 'vite';

/** The one file for a script tag, as `npm run build` makes it, and its hash for `integrity`. */
export async function buildScript(): Promise<{code: string; integrity: string}> {
  // Under a test runner's own NODE_ENV it would hold Lit's development build.
  process.env['NODE_ENV'] = 'production';
  const [result] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: {entry: 'src/script.ts', name: 'BookingElements', formats: ['iife'], fileName: 'script'},
    },
  })) as Rollup.RollupOutput[];
  const {code} = result!.output.find(file => file.type === 'chunk')!;
  return {code, integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`};
}
