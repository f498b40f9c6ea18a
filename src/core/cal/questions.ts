import type {Question, QuestionType} from '../model/types.ts';
import {readLabel} from './labels.ts';
import {array, defined, isObject, longestShown, looseObjects, looseText, object, text, type Json} from './read.ts';

/** Cal.com's own questions are told by their slug, whatever type they are written with. */
const bySlug: Record<string, QuestionType> = {location: 'location', title: 'title', notes: 'notes', guests: 'guests'};

const types = new Set<string>([
  'name',
  'splitName',
  'email',
  'phone',
  'text',
  'textarea',
  'number',
  'address',
  'url',
  'select',
  'radio',
  'multiselect',
  'checkbox',
  'multiemail',
  'boolean',
] satisfies QuestionType[]);

/**
 * Options are plain values in the API, and `{value, label}` in a field passed on as it is stored. An empty one is no
 * answer to Cal.com.
 */
function decodeOptions(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const options = value.map(option => looseText(isObject(option) ? option['value'] : option));
  // A part of an option would be another one.
  return [...new Set(options.filter(option => option !== undefined && option.length <= longestShown))] as string[];
}

/** A field the API has no type for comes as a JSON text of how Cal.com stores it. */
function unwrap(field: Json): Json {
  if (field['type'] !== 'unknown' || typeof field['bookingField'] !== 'string') return field;
  try {
    const stored: unknown = JSON.parse(field['bookingField']);
    if (isObject(stored)) return {...stored, slug: stored['name'] ?? field['slug']};
  } catch {
    // Then what is around the text has to do.
  }
  return field;
}

function decodeQuestion(value: unknown, path: string): Question {
  const field = unwrap(object(value, path));
  const type = text(field['type'], `${path}.type`);
  const slug = text(
    field['slug'] ?? (['name', 'splitName', 'email'].includes(type) ? type : undefined),
    `${path}.slug`,
  );
  const isHidden = field['hidden'] === true;
  const known = types.has(type) ? (type as QuestionType) : 'unknown';
  return defined<Question>({
    slug,
    type: Object.hasOwn(bySlug, slug) ? bySlug[slug]! : known,
    // Default fields that are always asked leave it out. Of its own ones Cal.com wants no answer where they are hidden.
    required:
      field['required'] === true
        ? !(isHidden && (field['isDefault'] === true || Object.hasOwn(bySlug, slug)))
        : field['required'] === undefined && ['name', 'splitName'].includes(type),
    label: readLabel(field['label'], slug),
    placeholder: readLabel(field['placeholder']),
    options: decodeOptions(field['options']),
    hidden: isHidden || undefined,
    lockedOnPrefill: field['disableOnPrefill'] === true || undefined,
    parts:
      type !== 'splitName'
        ? undefined
        : defined<NonNullable<Question['parts']>>({
            firstLabel: readLabel(field['firstNameLabel']),
            lastLabel: readLabel(field['lastNameLabel']),
            lastRequired: field['lastNameRequired'] === true,
          }),
  });
}

/** What Cal.com asks where an event type has no fields of its own stored: `bookingFields` may be null then. */
const standard = ['name', 'email', 'location', 'notes', 'guests'].map(slug => ({
  slug,
  type: slug,
  required: slug === 'email' || undefined,
}));

/** Whether a visitor has to say why a booking is moved. */
export function asksRescheduleReason(fields: unknown): boolean {
  return looseObjects(fields).some(
    ({slug, required, hidden}) => slug === 'rescheduleReason' && required === true && hidden !== true,
  );
}

/**
 * Reads an event type's booking fields. Left out: the reason to reschedule, which is asked elsewhere, and guests
 * where the event type takes none.
 */
export function decodeQuestions(fields: unknown, path: string, disableGuests: boolean): Question[] {
  return array(fields === null ? standard : fields, path)
    .map((field, index) => decodeQuestion(field, `${path}[${index}]`))
    .filter(({slug, type}) => slug !== 'rescheduleReason' && !(disableGuests && type === 'guests'));
}

const ofOptions = new Set<QuestionType>(['select', 'radio', 'multiselect', 'checkbox']);

/** Which required question nobody can answer in a form, if any: that one is hidden changes nothing for Cal.com. */
export function obstacleOf(questions: readonly Question[]): 'question' | 'hidden' | undefined {
  const required = questions.filter(question => question.required);
  const isStrange = ({type, options}: Question) => type === 'unknown' || (ofOptions.has(type) && !options?.length);
  if (required.some(question => !question.hidden && isStrange(question))) return 'question';
  return required.some(({hidden}) => hidden) ? 'hidden' : undefined;
}
