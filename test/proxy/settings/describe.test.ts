import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {settingsExample, settingsHelp} from '../../../src/proxy/settings/describe.ts';
import {checkSettings} from '../../../src/proxy/settings/settings.ts';
import {settingRows, table} from '../../../src/proxy/settings/table.ts';
import {documentSettings} from '../../support/write-settings.ts';

test('README and .env.example list the settings as they are (npm run settings writes them)', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('| `CAL_API_KEY` |');
  expect(readme).toBe(documentSettings(readme));
  expect(readFileSync('.env.example', 'utf8')).toBe(settingsExample());
});

test('the help has a line of at most 160 characters per setting', () => {
  const lines = settingsHelp().trimEnd().split('\n');
  expect(lines).toHaveLength(settingRows.length);
  expect(lines.filter(line => line.length > 160)).toEqual([]);
});

test('a documented default is what a setting is without a value', () => {
  const needed = {
    calApiKey: 'cal_1234567890',
    webhookSecrets: 'webhook-secret-0001',
    allowedOrigins: 'https://www.example.com',
    eventTypes: 'rick/30min',
    signingKeys: 'k:abcdefghijklmnopqrstuvwxyz012345',
  };
  const usual = Object.fromEntries(
    Object.entries(table).flatMap(([option, row]) => ('default' in row ? [[option, row.default]] : [])),
  );
  expect(Object.keys(usual).length).toBeGreaterThan(5);
  expect(checkSettings({...needed, ...usual})).toEqual(checkSettings(needed));
});
