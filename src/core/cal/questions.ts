import type {Question, QuestionType} from '../model/types.ts';
import {readLabel} from './labels.ts';
import {array, defined, isObject, longestShown, looseObjects, looseText, object, text, type Json} from './read.ts';

/** Cal.com's own questions are identified by slug, whatever their type. */
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
 * Options are plain values in the API, and `{value, label}` in a field passed on as stored. Cal.com does not accept an
 * empty option as an answer.
 */
function decodeOptions(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const options = value.map(option => looseText(isObject(option) ? option['value'] : option));
  // A truncated option would be a different one.
  return [...new Set(options.filter(option => option !== undefined && option.length <= longestShown))] as string[];
}

/** Cal.com sends a field that the API has no type for as JSON text of its stored form. */
function unwrap(field: Json): Json {
  if (field['type'] !== 'unknown' || typeof field['bookingField'] !== 'string') return field;
  try {
    const stored: unknown = JSON.parse(field['bookingField']);
    if (isObject(stored)) return {...stored, slug: stored['name'] ?? field['slug']};
  } catch {
    // Invalid JSON: use the outer object.
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
    // Default fields that are always shown leave out `required`. Cal.com does not require its own questions if they are
    // hidden.
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

/** Cal.com's default questions for an event type without stored fields, whose `bookingFields` may be null. */
const standard = ['name', 'email', 'location', 'notes', 'guests'].map(slug => ({
  slug,
  type: slug,
  required: slug === 'email' || undefined,
}));

/** Whether rescheduling requires a reason. */
export function asksRescheduleReason(fields: unknown): boolean {
  return looseObjects(fields).some(
    ({slug, required, hidden}) => slug === 'rescheduleReason' && required === true && hidden !== true,
  );
}

/**
 * Decodes an event type's booking fields. Leaves out the reason for rescheduling, which is a separate question, and
 * guests if the event type does not allow them.
 */
export function decodeQuestions(fields: unknown, path: string, disableGuests: boolean): Question[] {
  return array(fields === null ? standard : fields, path)
    .map((field, index) => decodeQuestion(field, `${path}[${index}]`))
    .filter(({slug, type}) => slug !== 'rescheduleReason' && !(disableGuests && type === 'guests'));
}

const ofOptions = new Set<QuestionType>(['select', 'radio', 'multiselect', 'checkbox']);

/** Why the form cannot ask a required question, if so: Cal.com requires it even if it is hidden. */
export function obstacleOf(questions: readonly Question[]): 'question' | 'hidden' | undefined {
  const required = questions.filter(question => question.required);
  const isStrange = ({type, options}: Question) => type === 'unknown' || (ofOptions.has(type) && !options?.length);
  if (required.some(question => !question.hidden && isStrange(question))) return 'question';
  return required.some(({hidden}) => hidden) ? 'hidden' : undefined;
}
