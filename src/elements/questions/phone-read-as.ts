import {toPhone} from '../../core/flow/answers.ts';
import type {PhoneHints} from '../../core/model/types.ts';

/** The phone number that a text is read as; undefined for none, and if the text already looks like it. */
export function phoneReadAs(text: string, hints: PhoneHints): string | undefined {
  const phone = toPhone(text, hints);
  // Isolated (U+2066, U+2069), because right-to-left text would move the + to the other end.
  return phone && phone !== text.replace(/[^+\d]/g, '') ? `\u2066${phone}\u2069` : undefined;
}
