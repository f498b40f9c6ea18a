import {expect, test} from 'vitest';
import {frameTokens} from '../../../src/elements/inline/frame-tokens.styles.ts';
import {tokens} from '../../../src/elements/base/tokens.styles.ts';

test('the few tokens of a frame are those all elements have', () => {
  const lines = frameTokens.cssText.match(/--_[\w-]+:[^;}]+/g)!;
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter(line => !tokens.cssText.includes(line))).toEqual([]);
});
