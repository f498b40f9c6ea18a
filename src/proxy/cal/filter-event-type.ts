import {decodeQuestions, obstacleOf} from '../../core/cal/questions.ts';
import {isObject, looseObject, looseObjects, type Json} from '../../core/cal/read.ts';
import {pick, pickEach, pickFrom, plain, plains, type Rule} from './pick.ts';

const storedField = pick({
  ...plains('name', 'type', 'required', 'label', 'placeholder', 'disableOnPrefill', 'hidden'),
  options: value => (looseObjects(value).length > 0 ? pickEach(plains('value', 'label'))(value) : plain(value)),
});

// The API sends a field without a type of its own as JSON text, with all its stored settings.
const bookingField: Rule = value => {
  try {
    return JSON.stringify(storedField(JSON.parse(String(value))));
  } catch {
    return undefined;
  }
};

const field = {
  ...plains(
    'isDefault',
    'type',
    'slug',
    'required',
    'label',
    'placeholder',
    'options',
    'disableOnPrefill',
    'firstNameLabel',
    'firstNamePlaceholder',
    'lastNameLabel',
    'lastNamePlaceholder',
    'lastNameRequired',
  ),
  bookingField,
};

/** Stands for a required question visitors cannot answer: the form hands over without learning its name. */
export const unanswerable: Json = {type: 'unknown', slug: 'unknown', required: true};

/** With the owner's key Cal.com shows hidden questions too. An event type without stored questions has null. */
const fields: Rule = value => {
  if (value === null) return null;
  const shown = pickEach(field)(looseObjects(value).filter(item => item['hidden'] !== true)) as Json[];
  return obstacleOf(decodeQuestions(value, 'bookingFields', false)) === 'hidden' ? [...shown, unanswerable] : shown;
};

/** Where a meeting takes place; of private locations only the kind. */
const locations: Rule = value =>
  looseObjects(value).map(item =>
    pickFrom(
      item,
      plains('type', 'integration', ...(item['public'] === true ? ['public', 'address', 'link', 'phone'] : [])),
    ),
  );

/** Of the apps only whether payment is required. */
const metadata: Rule = value => {
  const apps = Object.entries(looseObject(looseObject(value)['apps'])).filter(
    ([, app]) => isObject(app) && 'price' in app,
  );
  const paid = apps.map(([name, app]) => [name, pick(plains('enabled', 'price', 'currency', 'paymentOption'))(app)]);
  return paid.length > 0 ? {apps: Object.fromEntries(paid)} : {};
};

const person = plains(
  'id',
  'userId',
  'name',
  'username',
  'avatarUrl',
  'brandColor',
  'darkBrandColor',
  'weekStart',
  'timeZone',
);

const rules = {
  ...plains(
    'id',
    'slug',
    'title',
    'description',
    'lengthInMinutes',
    'lengthInMinutesOptions',
    'disableGuests',
    'slotInterval',
    'minimumBookingNotice',
    'price',
    'currency',
    'lockTimeZoneToggleOnBookingPage',
    'lockedTimeZone',
    'seatsPerTimeSlot',
    'seatsShowAvailabilityCount',
    'requiresBookerEmailVerification',
    'bookingRequiresAuthentication',
    'allowReschedulingPastBookings',
    'interfaceLanguage',
    'onlyShowFirstAvailableSlot',
    'isInstantEvent',
    'bookingUrl',
    'successRedirectUrl',
    'forwardParamsSuccessRedirect',
    'schedulingType',
    'teamId',
  ),
  locations,
  bookingFields: fields,
  metadata,
  seats: pick(plains('disabled', 'seatsPerTimeSlot', 'showAttendeeInfo', 'showAvailabilityCount')),
  recurrence: pick(plains('disabled', 'interval', 'occurrences', 'frequency')),
  bookingWindow: pick(plains('disabled', 'type', 'value', 'rolling')),
  confirmationPolicy: pick({
    ...plains('disabled', 'type', 'blockUnconfirmedBookingsInBooker'),
    noticeThreshold: pick(plains('unit', 'count')),
  }),
  bookerActiveBookingsLimit: pick(plains('disabled', 'maximumActiveBookings', 'offerReschedule')),
  bookerLayouts: pick(plains('enabledLayouts', 'defaultLayout')),
  disableCancelling: pick(plains('disabled')),
  disableRescheduling: pick(plains('disabled', 'minutesBefore')),
  color: pick(plains('lightThemeHex', 'darkThemeHex')),
  schedule: pick(plains('timeZone')),
  users: pickEach(person),
  hosts: pickEach(person),
  team: pick(plains('id', 'slug', 'name', 'logoUrl', 'weekStart', 'brandColor', 'darkBrandColor', 'theme')),
};

/** The part of an event type that may reach a browser: what booking it requires, none of its owner's settings. */
export function filterEventType(json: Json): Json {
  return pickFrom(json, rules);
}
