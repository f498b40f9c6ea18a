import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve('node_modules/.cache/bench-peers');

/** Installs the peers outside the source tree, unless these versions are there. Returns the folder. Throws if it fails. */
export function installPeers(): string {
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const done = join(folder, 'node_modules/.package-lock.json');
  const isThere = existsSync(done) && read(join(folder, 'package-lock.json')) === read(join(here, 'package-lock.json'));
  if (isThere) return folder;
  mkdirSync(folder, {recursive: true});
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, name), join(folder, name));
  // Peers' scripts have no business on this machine.
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {cwd: folder, stdio: 'inherit'});
  return folder;
}
