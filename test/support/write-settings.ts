import {readFileSync, writeFileSync} from 'node:fs';
import {settingsExample, settingsMarkdown} from '../../src/proxy/settings/describe.ts';

const place = /(<!-- settings:[^>]*-->\n\n).*?(\n?<!-- \/settings -->)/s;

/** The README with the present table of settings. */
export function documentSettings(readme: string): string {
  return readme.replace(place, (_, start: string, end: string) => `${start}${settingsMarkdown()}\n${end.trimStart()}`);
}

if (import.meta.main) {
  writeFileSync('README.md', documentSettings(readFileSync('README.md', 'utf8')));
  writeFileSync('.env.example', settingsExample());
}
