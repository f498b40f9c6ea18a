import {exception, zod} from '../../errors.ts';
import type {EventTypeRow, Field} from '../../world/model.ts';
import {fieldsOf} from '../event-types/event-type-output.ts';

/** The accepted type of an answer to a number question; `none`: one check refuses numbers, the other texts. */
type NumberAnswers = 'number' | 'string' | 'none';
type Answers = Record<string, unknown>;

const stringTypes = ['phone', 'address', 'text', 'textarea', 'url', 'select', 'radio'];
const listTypes = ['multiselect', 'checkbox', 'multiemail'];
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phone = /^\+[1-9]\d{6,14}$/;

const isMissing = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function expected(type: string, numbers: NumberAnswers): string | undefined {
  if (type === 'number') return numbers === 'string' ? undefined : 'number';
  if (type === 'boolean') return 'boolean';
  if (listTypes.includes(type)) return 'array';
  return stringTypes.includes(type) ? 'string' : undefined;
}

/** The first check: custom fields only, including hidden ones; its messages are sentences (cal-api.md §3.2). */
export function checkCustomFields(row: EventTypeRow, answers: Answers, numbers: NumberAnswers): void {
  for (const field of row.fields ?? []) {
    const slug =
      field.type === 'unknown' ? (JSON.parse(String(field['bookingField'])) as {name: string}).name : field.slug;
    const value = answers[slug];
    if (value === undefined || value === null) {
      if (field.required) throw exception(400, `Missing required booking field response: ${slug}`);
      continue;
    }
    const type = expected(field.type, numbers);
    const given = Array.isArray(value) ? 'array' : typeof value;
    if (type && given !== type)
      throw exception(400, `Invalid type for booking field '${slug}'. Expected ${type}, received ${given}.`);
    const strays = field.options ? [value].flat().filter(each => !field.options!.includes(String(each))) : [];
    const [stray] = strays;
    if (strays.length > 1)
      throw exception(
        400,
        `One or more invalid options for booking field '${slug}'. Allowed options are: ${field.options!.join(', ')}.`,
      );
    if (stray !== undefined)
      throw exception(
        400,
        `Invalid option '${String(stray)}' for booking field '${slug}'. Allowed options are: ${field.options!.join(', ')}.`,
      );
  }
}

function problemOf(field: Field, value: unknown, numbers: NumberAnswers): string | undefined {
  if (isMissing(value) || (field.type === 'boolean' && value === false))
    return field.required ? 'error_required_field' : undefined;
  if (field.type === 'number' && value === 0 && field.required) return 'error_required_field';
  if (field.type === 'number' && (numbers === 'none' || (numbers === 'string' && typeof value !== 'string')))
    return 'Invalid string';
  if (field.type === 'number' && Number.isNaN(Number(value))) return 'invalid_number';
  if (field.type === 'phone' && !phone.test(String(value))) return 'invalid_number';
  if (field.type === 'url' && !/^(https?:\/\/)?[^\s/]+\.\S+/.test(String(value))) return 'url_validation_error';
  if (field.type === 'multiemail') {
    const list = value as string[];
    if (list.some(each => !email.test(each))) return 'email_validation_error';
    if (new Set(list.map(each => each.toLowerCase())).size < list.length) return 'duplicate_email';
  }
  return undefined;
}

/** The core's own check of all visible fields; its message lists slugs and keys (shape E-zod). */
export function checkAllFields(row: EventTypeRow, answers: Answers, numbers: NumberAnswers): void {
  const problems: Record<string, string> = {};
  const asked = fieldsOf(row).filter(
    field =>
      field.type !== 'unknown' &&
      field.slug !== 'rescheduleReason' &&
      field.slug !== 'location' &&
      !(field['isDefault'] && field.hidden),
  );
  for (const field of asked) {
    const slug = field.slug === 'splitName' ? 'name' : field.slug;
    const problem = problemOf(field.slug === 'splitName' ? {...field, required: true} : field, answers[slug], numbers);
    if (problem) problems[slug] = problem;
  }
  if (Object.keys(problems).length) throw zod(problems);
}
