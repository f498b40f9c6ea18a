import {afterEach, beforeEach, describe} from 'vitest';
import {testCollapse} from './contract-collapse.ts';
import {testEnqueue} from './contract-enqueue.ts';
import {testEnding} from './contract-ending.ts';
import {testOrder} from './contract-order.ts';
import {testRetry} from './contract-retry.ts';
import {setUp, type Harness, type Setup} from './harness.ts';

/** The promises of the engine, whatever gives its turns. `open` makes an empty store each time. */
export function testEngine(open: () => Promise<Harness>): void {
  let setup: Setup;

  beforeEach(async () => {
    setup = setUp(await open());
  });
  afterEach(() => setup.close());

  for (const [name, tests] of Object.entries({
    'making runs': testEnqueue,
    'order and quotas': testOrder,
    'trying again': testRetry,
    'collapsing events': testCollapse,
    'cancelling and time': testEnding,
  }))
    describe(name, () => tests(() => setup));
}
