import {expect, test} from 'vitest';
import {writeLine, type Line} from '../../../src/proxy/commands/terminal.ts';

function write(line: Line, colors: boolean): string {
  let text = '';
  writeLine({out: more => void (text += more), err() {}, colors}, line);
  return text;
}

const line: Line = {name: 'clock', status: 'fail', message: 'It is wrong.', todo: 'set it.'};

test('a person sees a sign, the name, what is so and, below it, what to do', () => {
  expect(write(line, false)).toBe('✗ clock       It is wrong.\n              → set it.\n');
  expect(write({name: 'clock', status: 'ok', message: 'It is right.'}, false)).toBe('✓ clock       It is right.\n');
});

test('colours are for terminals, and tell nothing the signs do not', () => {
  const painted = write(line, true);
  expect(painted).toContain('\u001b[31m✗\u001b[0m');
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(write(line, false));
});
