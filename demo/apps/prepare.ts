import {execFileSync} from 'node:child_process';
import {cpSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Puts the package, as npm would install it, where the apps beside this file find it. */
export function preparePackage(): void {
  const home = join(import.meta.dirname, 'node_modules/booking-elements');
  const run = (program: string, ...args: string[]) =>
    execFileSync('node', [join(root, 'node_modules', program), ...args], {cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: {...process.env, NODE_ENV: 'production'}});
  rmSync(home, {recursive: true, force: true});
  run('typescript/bin/tsc', '-p', 'src', '--noCheck', '--outDir', join(home, 'dist'));
  run('vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', join(home, 'dist'));
  cpSync(join(root, 'package.json'), join(home, 'package.json'));
}

if (import.meta.main) preparePackage();
