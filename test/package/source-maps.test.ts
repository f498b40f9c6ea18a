import {readFileSync} from 'node:fs';
import {SourceMap} from 'node:module';
import {parseSync, Visitor} from 'vite';
import {expect, test} from 'vitest';
import {bundle} from '../support/bundle.ts';

/** A file of ours within an absolute or relative path. */
const own = /src\/(?:core|client|elements|define)\/.*\.ts$/;

/** The strings of a program on one line and without escapes, and where they start. */
function stringsIn(code: string): {value: string; line: number; column: number}[] {
  const found: {value: string; start: number}[] = [];
  const visitor = new Visitor({
    Literal: ({value, start}) =>
      void (typeof value === 'string' && /^[\w .-]{1,60}$/.test(value) && found.push({value, start})),
  });
  visitor.visit(parseSync('chunk.js', code).program);
  return found.map(({value, start}) => {
    const before = code.slice(0, start).split('\n');
    return {value, line: before.length - 1, column: before.at(-1)!.length};
  });
}

test("the elements' source maps lead to the line that the code is from", async () => {
  const chunks = await bundle('src/define/booking-form.ts', [], {sourcemap: true, minify: false});
  const files = new Set(chunks.flatMap(({moduleIds}) => moduleIds.flatMap(id => own.exec(id) ?? [])));
  const sources = new Map([...files].map(file => [file, readFileSync(file, 'utf8').split('\n')]));
  const code = [...sources.values()].flat();
  const constants = new Set(code.flatMap(line => /\bconst \w+ = '(.*)'/.exec(line)?.[1] ?? []));
  let checked = 0;
  const wrong: string[] = [];
  for (const {code: built, map} of chunks) {
    const sourceMap = new SourceMap(map as unknown as ConstructorParameters<typeof SourceMap>[0]);
    for (const {value, line, column} of stringsIn(built)) {
      const entry = sourceMap.findEntry(line, column);
      const file = 'originalSource' in entry ? own.exec(entry.originalSource)?.[0] : undefined;
      // The bundler writes a constant's value where the source has its name.
      if (!file || !('originalLine' in entry) || constants.has(value)) continue;
      const source = sources.get(file)![entry.originalLine]!;
      if (!source.includes(value)) wrong.push(`${value} → ${file}:${entry.originalLine + 1}: ${source.trim()}`);
      checked++;
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(500);
});
