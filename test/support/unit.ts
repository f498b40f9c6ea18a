import {spawn} from 'node:child_process';

/**
 * `npm run test:unit`: the proxy's and the browser's projects side by side, each with its own runner. Both wait
 * more than they work: on two cores one runner leaves four tenths of the time unused.
 */
const runs = {
  node: ['node'],
  browser: ['source', 'package', 'browser-new-york', 'browser-kolkata', 'utc', 'new-york', 'kolkata'],
};

/** Runs projects; prints what they print once they end, or with `isLive` at once. */
function run(projects: readonly string[], isLive: boolean, more: readonly string[]): Promise<boolean> {
  const args = ['vitest', 'run', ...projects.flatMap(name => ['--project', name]), ...more];
  const child = spawn('npx', args, {stdio: ['ignore', isLive ? 'inherit' : 'pipe', isLive ? 'inherit' : 'pipe']});
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk));
  return new Promise(resolve =>
    child.once('close', code => {
      process.stdout.write(Buffer.concat(printed));
      resolve(code === 0);
    }),
  );
}

const results = await Promise.all([run(runs.node, true, ['--maxWorkers', '2']), run(runs.browser, false, [])]);
process.exitCode = results.every(isGood => isGood) ? 0 : 1;
