import {own} from '../model/own.ts';
import {listZones} from '../time/zone-list.ts';
import {zoneCity} from '../time/zone-labels.ts';
import {zoneAliases} from '../time/zones.ts';
import {kindData, zoneData} from './zone-data.ts';

/** A place that people name when they look for a time zone: its spellings, the one to show first. */
export type Spellings = readonly string[];

/** What is known about a time zone, besides its offset. */
export interface Place {
  zone: string;
  /** ISO 3166 code; undefined for UTC and for zones newer than this data. */
  country?: string;
  /** What kind of time the zone has, in words, such as `Europe Central`; empty if it has no name. */
  kind: string;
  /** `CET`, `CEST`. */
  abbreviations: readonly string[];
  /** The place the zone is named after. */
  city: Spellings;
  /** Other large cities, the most populous first. */
  cities: readonly Spellings[];
}

const recordsOf = (data: string) => data.replaceAll('\n', '').split(';').slice(0, -1);

function oldCities(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [old, modern] of Object.entries(zoneAliases))
    names.set(modern, [...(names.get(modern) ?? []), zoneCity(old)]);
  return names;
}

/** Reads all zones, the most populous first. `local` names the places of zones in the visitor's language. */
export function readPlaces(local: ReadonlyMap<string, string>): Place[] {
  const kinds = recordsOf(kindData).map(record => record.split(' '));
  const old = oldCities();
  // A record that starts with + continues the one before.
  const records = zoneData.replaceAll(/;\n?\+/g, ',');
  const places = recordsOf(records).map((record): Place => {
    const [country = '', zone = '', kind = '', ...rest] = record.split(' ');
    const [name = '', ...abbreviations] = kinds[Number(kind)] ?? [];
    const names = rest.join(' ').split(',').filter(Boolean);
    const shown = zoneCity(zone);
    const cities = names.map(text => text.split('/'));
    const same = cities.find(([city]) => city === shown) ?? [];
    return {
      zone,
      country,
      kind: name.replaceAll('_', ' '),
      abbreviations,
      city: [...new Set([shown, local.get(zone) ?? shown, ...same, ...(old.get(zone) ?? [])])],
      cities: cities.filter(city => city !== same),
    };
  });
  const known = new Set(places.map(({zone}) => zone));
  const others = listZones().filter(zone => !known.has(zone));
  return [
    ...places,
    ...others.map((zone): Place => ({zone, kind: '', abbreviations: [], city: [zoneCity(zone)], cities: []})),
  ];
}

/** Reads the names of places in a language, as `cities/` has them. */
export function readCities(data: string): Map<string, string> {
  return new Map(
    recordsOf(data).map(record => {
      const end = record.indexOf(' ');
      return [record.slice(0, end), record.slice(end + 1)];
    }),
  );
}

/** Names of countries that are in use beside those of CLDR. */
const aliases: Readonly<Record<string, string>> = {
  AE: 'UAE',
  CD: 'DR Congo',
  CI: 'Ivory Coast',
  CV: 'Cape Verde',
  CZ: 'Czech Republic',
  GB: 'UK/Great Britain/England/Scotland/Wales/Northern Ireland',
  MM: 'Burma',
  NL: 'Holland',
  SZ: 'Swaziland',
  TL: 'East Timor',
  TR: 'Turkey',
  US: 'USA/America/United States of America',
};

/** A function that returns all names of a country, the one to show first: in the locale, in English, and in use. */
export function countryNames(locale: string): (code: string) => Spellings {
  const names = [locale, 'en'].flatMap(language =>
    (['long', 'short'] as const).map(style => new Intl.DisplayNames(language, {type: 'region', style})),
  );
  return code => [...new Set([...names.map(name => name.of(code) ?? code), ...(own(aliases, code)?.split('/') ?? [])])];
}
