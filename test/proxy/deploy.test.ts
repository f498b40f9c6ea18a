import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readEnvironment} from '../../src/proxy/settings/settings.ts';
import {startTestCal} from '../support/servers/cal.ts';
import {book} from './mount/contract.ts';
import {freePort, settings} from './mount/package.ts';

interface Instruction {
  word: string;
  rest: string;
}

interface Stage {
  name: string;
  base: string;
  instructions: Instruction[];
}

function readStages(): Stage[] {
  const stages: Stage[] = [];
  for (const line of readFileSync('Dockerfile', 'utf8').split('\n').filter(Boolean)) {
    const [, word, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (word === undefined || rest === undefined) throw new Error(`Not an instruction: ${line}`);
    const [base, , name] = rest.split(' ');
    if (word === 'FROM') stages.push({name: name ?? 'final', base: base!, instructions: []});
    else stages.at(-1)!.instructions.push({word, rest});
  }
  return stages;
}

const stages = readStages();
const final = stages.at(-1)!;
const of = (word: string) => final.instructions.filter(each => each.word === word).map(({rest}) => rest);

/**
 * What `npm ci --omit=dev` installs, by the lock, copied from what is installed here. The demo's workspaces are not in
 * the image.
 */
function installProduction(target: string): void {
  const {packages} = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, {dev?: boolean; link?: boolean; optional?: boolean; devOptional?: boolean}>;
  };
  for (const [path, {dev, link, optional, devOptional}] of Object.entries(packages)) {
    if (path.startsWith('node_modules/') && !link && !dev && !devOptional && !optional)
      cpSync(path, join(target, path), {
        recursive: true,
        filter: source => source === path || !source.slice(path.length).includes('/node_modules/'),
      });
  }
}

const root = mkdtempSync(join(tmpdir(), 'booking-image-'));
const place = (stage: string, path: string, workdir = '/') => join(root, stage, resolve(workdir, path));

/** Does in directories what the instructions do in layers. Only what installs packages is done in another way. */
function build({name, instructions}: Stage): void {
  let workdir = '/';
  for (const {word, rest} of instructions) {
    if (word === 'WORKDIR') mkdirSync(place(name, (workdir = rest)), {recursive: true});
    if (word === 'COPY') {
      const [, from, paths] = /^(?:--from=(\w+) )?(.+)$/.exec(rest)!;
      const sources = paths!.split(' ');
      const target = sources.pop()!;
      for (const source of sources) {
        const to = place(name, sources.length > 1 || target.endsWith('./') ? join(target, source) : target, workdir);
        mkdirSync(dirname(to), {recursive: true});
        cpSync(from ? place(from, source) : source, to, {recursive: true, verbatimSymlinks: true});
      }
    }
    if (word === 'RUN') runIn(name, workdir, rest);
  }
}

function runIn(stage: string, workdir: string, command: string): void {
  const directory = place(stage, workdir);
  if (command.startsWith('npm ci --omit=dev')) return installProduction(directory);
  if (command.startsWith('npm ci')) return symlinkSync(resolve('node_modules'), join(directory, 'node_modules'));
  // There is no user `node` on every machine: see below who owns it.
  if (command === 'mkdir -m 700 /data && chown node:node /data') return mkdirSync(place(stage, '/data'), {mode: 0o700});
  try {
    execFileSync('sh', ['-c', command], {cwd: directory, stdio: 'pipe'});
  } catch (error) {
    // Types are checked by `npm run check`; here counts what was written.
    if (!command.startsWith('npx tsc')) throw error;
  }
}

const nobody = 65_534;
const list = (directory: string): string[] => readdirSync(directory, {recursive: true}).map(String).sort();

describe('the Dockerfile', () => {
  let container: ChildProcess | undefined;

  beforeAll(() => stages.forEach(build), 120_000);
  afterAll(() => {
    container?.kill('SIGKILL');
    rmSync(root, {recursive: true, force: true});
  });

  test('starts from Node 24, copies what is there, and runs as nobody in particular', () => {
    expect(stages.map(({name, base}) => `${name} ${base}`)).toEqual([
      'build node:24.21.0-alpine',
      'dependencies node:24.21.0-alpine',
      'final node:24.21.0-alpine',
    ]);
    expect(of('USER')).toEqual(['node']);
    expect(final.instructions.findIndex(({word}) => word === 'USER')).toBeGreaterThan(
      final.instructions.findLastIndex(({word}) => word === 'COPY' || word === 'RUN'),
    );
    expect(of('VOLUME')).toEqual(['/data']);
  });

  test('holds no source, no test and no development package', () => {
    const files = list(place('final', '/app'));
    expect(
      files.filter(
        file =>
          /^(src|test|mocks|demo)\//.test(file) || (!file.startsWith('node_modules') && /(?<!\.d)\.ts$/.test(file)),
      ),
    ).toEqual([]);
    const {devDependencies} = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(readdirSync(place('final', '/app/node_modules')).filter(name => name in devDependencies)).toEqual([]);
  });

  test('makes an image that serves, is healthy, writes to /data alone, and stops when it is asked to', async () => {
    const asRoot = process.getuid?.() === 0;
    const app = place('final', '/app');
    const data = place('final', '/data');
    if (asRoot) {
      chownSync(data, nobody, nobody);
      chmodSync(root, 0o755);
    }
    const port = String(await freePort());
    const cal = await startTestCal();
    const variables = Object.fromEntries(
      of('ENV')
        .flatMap(rest => rest.split(' '))
        .map(pair => pair.split('=') as [string, string]),
    );
    expect(variables).toEqual({NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '8787', BOOKING_DATA: '/data'});
    const env = {
      ...variables,
      ...settings,
      CAL_API_URL: cal.url,
      HOST: '127.0.0.1',
      PORT: port,
      BOOKING_DATA: data,
    } as unknown as NodeJS.ProcessEnv;
    const options = {cwd: app, env, ...(asRoot ? {uid: nobody, gid: nobody} : {})};
    const [node, main, serve] = [...JSON.parse(of('ENTRYPOINT')[0]!), ...JSON.parse(of('CMD')[0]!)] as string[];
    expect(node).toBe('node');
    const before = list(app);

    container = spawn(process.execPath, [place('final', main!), serve!], options);
    let output = '';
    container.stdout!.on('data', chunk => void (output += String(chunk)));
    container.stderr!.on('data', chunk => void (output += String(chunk)));
    const ended = new Promise<number | null>(done => container!.once('close', done));
    await expect.poll(() => output, {timeout: 20_000}).toContain('listens on');
    await book(`http://127.0.0.1:${port}`);

    const health = /CMD (\[.+\])$/.exec(of('HEALTHCHECK')[0]!)![1]!;
    const [, ...check] = JSON.parse(health) as string[];
    execFileSync(process.execPath, check, {env});
    expect(list(app)).toEqual(before);
    expect(list(data)).toContain('booking.sqlite');
    container.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(() => execFileSync(process.execPath, check, {env, stdio: 'pipe'})).toThrow();
    await cal.close();
  });
});

test('whatever names a setting names one that there is', () => {
  // Besides what createProxy takes, what only serve reads.
  const known = new Set(['PORT', 'HOST', 'NODE_ENV', 'BOOKING_KEEP_ALIVE_SECONDS']);
  readEnvironment(new Proxy({}, {get: (_target, name) => void known.add(String(name))}));
  for (const file of ['Dockerfile', 'compose.yaml', 'src/proxy/DEPLOY.md']) {
    const named = [...readFileSync(file, 'utf8').matchAll(/\b(?:BOOKING|CAL)_[A-Z_]+|\bDATABASE_URL\b/g)].map(
      ([name]) => name,
    );
    expect(named.length, file).toBeGreaterThan(0);
    expect(
      named.filter(name => !known.has(name)),
      file,
    ).toEqual([]);
  }
});

test('the composition keeps the database and gives the proxy nothing to write to', () => {
  const compose = readFileSync('compose.yaml', 'utf8');
  for (const line of [
    'read_only: true',
    '- no-new-privileges:true',
    'condition: service_healthy',
    '- database:/var/lib/postgresql',
    '- 127.0.0.1:8787:8787',
  ])
    expect(compose).toContain(line);
  expect(compose).not.toMatch(/\t| $/m);
});
