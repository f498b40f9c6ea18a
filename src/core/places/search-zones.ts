import {zoneCity} from '../time/zone-labels.ts';
import {countryNames, type Place, type Spellings} from './read-places.ts';

/** A zone that matches what was typed. */
export interface FoundZone {
  zone: string;
  /** The city that matches, or the place the zone is named after. */
  city: string;
  /** The country in the visitor's language; undefined for UTC. */
  country?: string;
}

/** What is known about zones at an instant. Both are empty until they have been computed. */
export interface ZoneFacts {
  /** `GMT+5:30`, by zone. */
  offsets: ReadonlyMap<string, string>;
  /** Names in the visitor's language, such as `Eastern Time`, by zone. */
  names: ReadonlyMap<string, string>;
}

/** Letters that `normalize` does not take apart. */
const plain: Readonly<Record<string, string>> = {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i'};
const umlauts: Readonly<Record<string, string>> = {ä: 'ae', ö: 'oe', ü: 'ue'};

/** Removes accents and case; replaces what is neither letter, digit nor sign of an offset with spaces. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, letter => plain[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}+:-]+|-(?!\d)/gu, ' ')
    .trim();
}

/** A text as it may be typed: also `Koeln` for Köln. */
function spellingsOf(text: string): string[] {
  const folded = fold(text);
  const lower = text.toLowerCase();
  return /[äöü]/.test(lower) ? [folded, fold(lower.replace(/[äöü]/g, letter => umlauts[letter]!))] : [folded];
}

/** What a match is worth by what it was found in; less is better. */
const ranks = {city: 0, abbreviation: 1, cities: 2, country: 3, kind: 4, zone: 5, offset: 5};

interface Text {
  folded: string;
  rank: number;
  /** The city this is a spelling of. */
  city?: string;
}

interface Entry {
  place: Place;
  country: string | undefined;
  texts: Text[];
}

function textsOf(place: Place, country: Spellings): Text[] {
  const texts = (rank: number, written: Spellings, city?: string) =>
    written.flatMap(text => spellingsOf(text).map((folded): Text => (city ? {folded, rank, city} : {folded, rank})));
  return [
    ...texts(ranks.city, place.city, place.city[0]),
    ...texts(ranks.abbreviation, place.abbreviations),
    ...place.cities.flatMap(city => texts(ranks.cities, city, city[0])),
    ...texts(ranks.country, country),
    // "Pacific" of "America Pacific" is what people type.
    ...texts(ranks.kind, [place.kind, place.kind.replace(/^\w+ /, '')].filter(Boolean)),
    ...texts(ranks.zone, [place.zone]),
  ];
}

/** `GMT+5:30` as people write it. */
function writtenOffsets(offset: string | undefined): Text[] {
  if (!offset) return [];
  const number = offset.replace('GMT', '').replace('\u2212', '-') || '+0';
  return [`gmt${number}`, `utc${number}`, number, number.slice(1)].map(folded => ({folded, rank: ranks.offset}));
}

const startsWord = (text: string, part: string) => ` ${text}`.includes(` ${part}`);

/** How well a zone fits; undefined if it does not. */
function judge(texts: readonly Text[], query: string): {rank: number; city: string | undefined} | undefined {
  const parts = query.split(' ');
  if (!parts.every(part => texts.some(({folded}) => startsWord(folded, part)))) return undefined;
  let best = {rank: Infinity, city: undefined as string | undefined};
  for (const {folded, rank, city} of texts) {
    const isExact = folded === query;
    const value = isExact
      ? rank / 10
      : folded.startsWith(query)
        ? 1 + rank
        : startsWord(folded, query)
          ? 7 + rank
          : Infinity;
    if (value < best.rank) best = {rank: value, city};
  }
  if (best.rank < Infinity) return best;
  // Words of several texts, such as "Munich Germany".
  const city = texts.find(text => text.city !== undefined && parts.some(part => startsWord(text.folded, part)))?.city;
  return {rank: 20, city};
}

/**
 * Returns a search over zones by city, country, zone name, abbreviation and offset, in English and in the visitor's
 * language. Every typed word must begin a word. Among equal matches zones of the locale's own country come first, then
 * populous ones.
 */
export function zoneSearch(
  places: readonly Place[],
  locale: string,
  {offsets, names}: ZoneFacts,
): (typed: string) => FoundZone[] {
  const countryOf = countryNames(locale);
  const own = new Intl.Locale(locale).maximize().region;
  const entries = places.map((place): Entry => {
    const country = place.country ? countryOf(place.country) : [];
    const name = names.get(place.zone);
    const texts = [
      ...textsOf(place, country),
      ...(name ? [{folded: fold(name), rank: ranks.kind}] : []),
      ...writtenOffsets(offsets.get(place.zone)),
    ];
    return {place, country: country[0], texts};
  });
  const show = ({place: {zone}, country}: Entry, city = zoneCity(zone)): FoundZone =>
    country ? {zone, city, country} : {zone, city};
  return typed => {
    const query = fold(typed);
    if (!query) return entries.map(entry => show(entry));
    return entries
      .flatMap(entry => {
        const match = judge(entry.texts, query);
        return match ? [{entry, ...match, isOwn: entry.place.country === own}] : [];
      })
      .sort((a, b) => a.rank - b.rank || Number(b.isOwn) - Number(a.isOwn))
      .map(({entry, city}) => show(entry, city));
  };
}
