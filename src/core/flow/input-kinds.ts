import {longestAnswer, phoneSlug} from './questions.ts';
import {own} from '../model/own.ts';
import type {Question, QuestionType} from '../model/types.ts';

/** HTML attributes for a text input, used by keyboards and autofill. */
export interface InputKind {
  type?: 'email' | 'tel' | 'url';
  /** `inputmode`. */
  mode?: 'decimal';
  /** `autocomplete`. */
  autofill?: string;
}

/**
 * Maximum characters a field holds: more than an answer may have, so that what is pasted is not cut without a word, and
 * the visitor shortens it. Not unlimited, as browsers take quadratic time to draw accents that pile up on one letter: a
 * tenth of a second for 5,000, half a minute for 60,000.
 */
export const longestInput = 2 * longestAnswer;

const kinds: Partial<Record<QuestionType, InputKind>> = {
  name: {autofill: 'name'},
  email: {type: 'email', autofill: 'email'},
  phone: {type: 'tel'},
  number: {mode: 'decimal', autofill: 'off'},
  url: {type: 'url', autofill: 'url'},
  address: {autofill: 'street-address'},
  title: {autofill: 'off'},
};

/** The input attributes for a question. */
export function kindOf({type, slug}: Pick<Question, 'type' | 'slug'>): InputKind {
  const kind = own<InputKind | undefined>(kinds, type) ?? {};
  if (slug === phoneSlug || slug === 'location.phone') return {...kind, autofill: 'tel'};
  return type === 'text' && /company|organi[sz]ation/i.test(slug) ? {autofill: 'organization'} : kind;
}
