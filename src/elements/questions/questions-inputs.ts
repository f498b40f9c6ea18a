import {isRecord, isText, type Inputs} from '../inputs/inputs.ts';

const isHints = (value: unknown) =>
  isRecord(value) && Object.values(value as object).every(each => each == null || isText(each));

const isEventType = (value: unknown) =>
  ['questions', 'locations', 'durations'].every(name =>
    Array.isArray((value as Partial<Record<string, unknown>> | null)?.[name]),
  );

/** Checks of the properties of `<booking-questions>`. */
export const questionsInputs: Inputs = {
  eventType: [isEventType],
  answers: [isRecord],
  problems: [isRecord],
  prefilled: [value => Array.isArray(value) || isRecord(value), []],
  submitLabel: [isText, ''],
  phoneHints: [isHints],
};
