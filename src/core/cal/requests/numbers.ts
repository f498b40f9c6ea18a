import {BookingError, isBookingError} from '../../model/error.ts';
import {own} from '../../model/own.ts';
import type {EventType} from '../../model/types.ts';
import {looseObject, looseText, type Json} from '../read.ts';

/** No form of an answer to a required number question passes. */
export class NumbersRefused extends BookingError {}

/**
 * Books in the forms that releases of Cal.com take the answer to a number question in: as a number, else as a text. The
 * open-source server takes neither; then an optional one is left out, and what was answered stands in the notes. A
 * refusal of an answer books nothing, so all of it is one booking. What is required cannot be booked here: the refusal
 * names no question then, so that the visitor is led to the booking page.
 */
export async function bookWithNumbers<Result>(
  body: Json,
  {questions}: Pick<EventType, 'questions'>,
  send: (body: Json) => Promise<Result>,
): Promise<Result> {
  const numbers = questions.filter(
    ({type, slug}) => type === 'number' && own(looseObject(body['bookingFieldsResponses']), slug) !== undefined,
  );
  let wanted = body;
  for (const form of numbers.length > 0 ? [asTexts, asNotes] : []) {
    try {
      return await send(wanted);
    } catch (error) {
      const refused = numbers.filter(
        ({slug}) =>
          isBookingError(error) && error.code === 'invalid_answers' && own(error.fields ?? {}, slug) !== undefined,
      );
      if (refused.length === 0) throw error;
      if (form === asNotes && refused.some(({required}) => required)) {
        const message = 'This Cal.com takes no answer to a number question: hand over to the booking page.';
        throw new NumbersRefused('invalid_answers', message, {fields: {}, cause: error});
      }
      wanted = form(wanted, refused);
    }
  }
  return send(wanted);
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
