import {BookingError, isBookingError} from '../../model/error.ts';
import {own} from '../../model/own.ts';
import type {EventType} from '../../model/types.ts';
import {looseObject, looseText, type Json} from '../read.ts';

/** Cal.com accepts no form of the answer to a required number question. */
export class NumbersRefused extends BookingError {}

/**
 * Books with number answers in the form that this release of Cal.com accepts: as a number, else as text. The
 * open-source server accepts neither; then optional answers move to the notes. Cal.com books nothing when it refuses an
 * answer, so the retries are one booking. A required number question cannot be booked here: the error then names no
 * question, so that the form offers the booking page.
 */
export async function bookWithNumbers<Result>(
  body: Json,
  {questions}: Pick<EventType, 'questions'>,
  send: (body: Json) => Promise<Result>,
): Promise<Result> {
  const numbers = questions.filter(
    ({type, slug}) => type === 'number' && own(looseObject(body['bookingFieldsResponses']), slug) !== undefined,
  );
  let current = body;
  for (const form of numbers.length > 0 ? [asTexts, asNotes] : []) {
    try {
      return await send(current);
    } catch (error) {
      const refused = numbers.filter(
        ({slug}) =>
          isBookingError(error) && error.code === 'invalid_answers' && own(error.fields ?? {}, slug) !== undefined,
      );
      if (refused.length === 0) throw error;
      if (form === asNotes && refused.some(({required}) => required)) {
        const message = 'This Cal.com server accepts no answers to number questions: use the booking page.';
        throw new NumbersRefused('invalid_answers', message, {fields: {}, cause: error});
      }
      current = form(current, refused);
    }
  }
  return send(current);
}

type Form = (body: Json, refused: EventType['questions']) => Json;

const asTexts: Form = (body, refused) => {
  const answers = looseObject(body['bookingFieldsResponses']);
  return {
    ...body,
    bookingFieldsResponses: {...answers, ...Object.fromEntries(refused.map(({slug}) => [slug, String(answers[slug])]))},
  };
};

const asNotes: Form = (body, refused) => {
  const answers = {...looseObject(body['bookingFieldsResponses'])};
  const lines = refused.map(({slug, label}) => `${label ?? slug}: ${String(answers[slug])}`);
  for (const {slug} of refused) delete answers[slug];
  const notes = [looseText(answers['notes']), ...lines].filter(Boolean).join('\n');
  return {...body, bookingFieldsResponses: {...answers, notes}};
};
