import {execFileSync} from 'node:child_process';
import {closeSync, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A small file system of its own, which can be full. */
export interface SmallDisk {
  path: string;
  /** Leaves no room on it, until the returned function is called. */
  fill(): () => void;
  remove(): void;
}

/** Mounts one of `megabytes` in memory, for `user`; undefined, with a word, where this process may not mount. */
export function mountDisk(megabytes: number, user?: string): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'booking-disk-'));
  try {
    const owner = user === undefined ? '' : `,uid=${execFileSync('id', ['-u', user], {encoding: 'utf8'}).trim()}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700${owner}`, 'tmpfs', path], {
      stdio: 'pipe',
    });
  } catch {
    rmSync(path, {recursive: true});
    console.warn('No disk is filled: mounting a small one needs the rights of root.');
    return undefined;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill() {
      const file = openSync(ballast, 'w');
      for (const size of [1 << 20, 1 << 12]) while (fits(file, size));
      closeSync(file);
      return () => rmSync(ballast, {force: true});
    },
    remove() {
      execFileSync('umount', ['-l', path]);
      rmSync(path, {recursive: true});
    },
  };
}

function fits(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
