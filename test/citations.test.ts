import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';

/** The sections a file has: `2.3` of a heading, `6` of a numbered fact. */
function sectionsOf(file: string): Set<string> {
  const text = readFileSync(`docs/cal/${file}`, 'utf8');
  return new Set([...text.matchAll(/^(?:#{2,3} )?(\d+(?:\.\d+)?)\.? /gm)].map(match => match[1]!));
}

const citation = /\b([a-z-]+\.md)((?:,? (?:and )?§?\d+(?:\.\d+)?)*)/g;
const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;

interface Citation {
  where: string;
  file: string;
  sections: string[];
}

const citations = globSync('{src,mocks,test,demo}/**/*.ts', {exclude: path => path.endsWith('node_modules')}).flatMap(
  path =>
    [...readFileSync(path, 'utf8').matchAll(comments)]
      .flatMap(([comment]) => [...comment.replace(/\s*\n\s*\*?\s*/g, ' ').matchAll(citation)])
      .map((match): Citation => {
        const sections = [...match[2]!.matchAll(/\d+(?:\.\d+)?/g)].map(([section]) => section);
        return {where: path, file: match[1]!, sections};
      })
      .filter(({file}) => file.startsWith('cal-')),
);

test('every fact about Cal.com that a comment cites is in docs/cal', () => {
  expect(citations.length).toBeGreaterThan(30);
  const files = new Map(globSync('*.md', {cwd: 'docs/cal'}).map(file => [file, sectionsOf(file)]));
  const missing = citations.flatMap(({where, file, sections}) => {
    const known = files.get(file);
    if (known === undefined) return [`${where}: ${file}`];
    return sections.filter(section => !known.has(section)).map(section => `${where}: ${file} §${section}`);
  });
  expect(missing).toEqual([]);
});

const documents = globSync('{*,docs/**/*,src/**/*,demo/usage/*}.md');

test.each(documents)('the links of %s lead to files of the repository', document => {
  const text = readFileSync(document, 'utf8').replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]!.split('#', 1)[0]!);
  const local = links.filter(link => link !== '' && !/^[a-z]+:/i.test(link));
  expect(local.filter(link => !existsSync(join(dirname(document), link)))).toEqual([]);
});

test('the map of CONTRIBUTING.md names files that exist', () => {
  const paths = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/`((?:src|test|docs|mocks)\/[^`*…]+)`/g)];
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.map(match => match[1]!).filter(path => !existsSync(path))).toEqual([]);
});
