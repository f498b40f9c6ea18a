import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A file system in a file, whose power can be cut. */
export interface Disk {
  /** Where it is mounted. */
  directory: string;
  /**
   * Mounts what a machine would find after the power went now: what reached the disk, without what was only in memory.
   */
  cut(): string;
  /** Removes it and all its cuts. */
  remove(): void;
}

/** Makes a disk. Returns undefined, and prints why, where none can be mounted. */
export function createDisk(megabytes: number): Disk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'booking-disk-'));
  // PostgreSQL runs as a user of its own.
  chmodSync(folder, 0o755);
  const mounted: string[] = [];

  function mount(image: string): string {
    const directory = join(folder, String(mounted.length));
    mkdirSync(directory);
    run('mount', '-o', 'loop', image, directory);
    mounted.push(directory);
    return directory;
  }

  function remove(): void {
    for (const directory of mounted) run('umount', '--lazy', directory);
    rmSync(folder, {recursive: true});
  }

  const image = join(folder, 'disk.img');
  try {
    run('truncate', '-s', `${megabytes}M`, image);
    run('mkfs.ext4', '-q', '-F', image);
    return {
      directory: mount(image),
      cut() {
        const copy = join(folder, `cut-${mounted.length}.img`);
        // Of the image, not of the files in it: what the file system has not written yet is not in the copy.
        run('cp', '--sparse=always', image, copy);
        return mount(copy);
      },
      remove,
    };
  } catch (error) {
    remove();
    console.warn(`Skipped: no disk can be mounted on this machine (${String(error).split('\n')[0]!.slice(0, 200)}).`);
    return undefined;
  }
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, {stdio: ['ignore', 'ignore', 'pipe']});
}
