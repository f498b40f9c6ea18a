import {phoneSlug} from './questions.ts';
import {own} from '../model/own.ts';
import type {Question, QuestionType} from '../model/types.ts';

/** What a line of text is, for keyboards and for browsers that fill it in. Values of HTML's attributes. */
export interface InputKind {
  type?: 'email' | 'tel' | 'url';
  /** `inputmode`. */
  mode?: 'decimal';
  /** `autocomplete`. */
  autofill?: string;
}

/**
 * Characters of an answer that is typed. Accents that pile up on one letter are drawn in a time that grows with their
 * square: of 5,000 in a tenth of a second, of 60,000 in half a minute.
 */
export const longestAnswer = 5_000;

const kinds: Partial<Record<QuestionType, InputKind>> = {
  name: {autofill: 'name'},
  email: {type: 'email', autofill: 'email'},
  phone: {type: 'tel'},
  number: {mode: 'decimal', autofill: 'off'},
  url: {type: 'url', autofill: 'url'},
  address: {autofill: 'street-address'},
  title: {autofill: 'off'},
};

/** The kind of line a question is answered in. */
export function kindOf({type, slug}: Pick<Question, 'type' | 'slug'>): InputKind {
  const kind = own<InputKind | undefined>(kinds, type) ?? {};
  if (slug === phoneSlug || slug === 'location.phone') return {...kind, autofill: 'tel'};
  return type === 'text' && /company|organi[sz]ation/i.test(slug) ? {autofill: 'organization'} : kind;
}
