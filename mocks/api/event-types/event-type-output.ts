import {hostsOf} from '../../world/availability.ts';
import {findTeam} from '../../world/data.ts';
import type {EventTypeRow, Field} from '../../world/model.ts';
import {pageAddress, type World} from '../../world/world.ts';

const off = {disabled: true};

/** The locations of an event type; defaults to video. */
export function locationsOf(row: EventTypeRow): Record<string, unknown>[] {
  return row.locations ?? [{type: 'integration', integration: 'cal-video'}];
}

/** The translation keys that Cal.com sends in place of a default field's label. */
export const labelKeys: Record<string, string> = {
  name: 'your_name',
  email: 'email_address',
  attendeePhoneNumber: 'phone_number',
  location: 'location',
  title: 'what_is_this_meeting_about',
  notes: 'additional_notes',
  guests: 'additional_guests',
  rescheduleReason: 'reason_for_reschedule',
};
const placeholderKeys: Record<string, string> = {
  notes: 'share_additional_notes',
  guests: 'email',
  rescheduleReason: 'reschedule_placeholder',
};

function wordsOf({labels = 'keys'}: EventTypeRow, slug: string): Record<string, string> {
  if (labels === 'empty') return {label: '', placeholder: ''};
  const placeholder = placeholderKeys[slug];
  return labels === 'keys' ? {label: labelKeys[slug]!, ...(placeholder ? {placeholder} : {})} : {};
}

/** All booking fields in order, including hidden custom ones. */
export function fieldsOf(row: EventTypeRow): Field[] {
  const standard = (type: string, slug: string, required: boolean, hidden = false): Field => ({
    isDefault: true,
    type,
    slug,
    required,
    hidden,
    ...wordsOf(row, slug),
  });
  const name: Field = row.splitName
    ? {
        isDefault: true,
        type: 'splitName',
        slug: 'splitName',
        firstNameLabel: 'first_name',
        lastNameLabel: 'last_name',
        lastNameRequired: true,
      }
    : {isDefault: true, type: 'name', slug: 'name', required: true, ...wordsOf(row, 'name')};
  return [
    name,
    standard('email', 'email', !row.phoneOnly, row.phoneOnly),
    ...(row.phoneOnly ? [standard('phone', 'attendeePhoneNumber', true)] : []),
    ...(locationsOf(row).length > 1 ? [standard('radioInput', 'location', false)] : []),
    standard('text', 'title', true, !row.asksTitle),
    ...(row.fields ?? []).map(field =>
      field.type === 'unknown' ? field : {isDefault: false, hidden: false, ...field},
    ),
    standard('textarea', 'notes', false),
    standard('multiemail', 'guests', false),
    standard('textarea', 'rescheduleReason', false),
  ];
}

/** The fields as in the API; hidden ones only for the owner. */
function outputFields(row: EventTypeRow, isOwner: boolean): Record<string, unknown>[] {
  return fieldsOf(row)
    .filter(field => isOwner || !field.hidden)
    .map(({type, slug, bookingField, ...rest}) =>
      type === 'unknown' ? {type, slug, bookingField} : {disableOnPrefill: false, type, slug, ...rest},
    );
}

function confirmation(row: EventTypeRow) {
  if (!row.confirmation) return off;
  return {
    type: row.confirmation,
    ...(row.confirmation === 'time' ? {noticeThreshold: {unit: 'hours', count: 48}} : {}),
    blockUnconfirmedBookingsInBooker: row.blocksWhilePending ?? false,
  };
}

function teamMembers(row: EventTypeRow) {
  const team = row.team ? findTeam(row.team) : undefined;
  if (!team) return {};
  return {
    teamId: team.id,
    schedulingType: row.scheduling,
    team: {
      ...team,
      bannerUrl: '',
      logoUrl: '',
      weekStart: 'Sunday',
      brandColor: '#292929',
      darkBrandColor: '#fafafa',
      theme: 'light',
    },
    hosts: hostsOf(row).map(host => ({
      userId: host.id,
      name: host.name,
      username: host.username,
      avatarUrl: null,
      mandatory: false,
      priority: 'medium',
    })),
    assignAllTeamMembers: false,
    parentEventTypeId: null,
  };
}

/** An event type as in GET /v2/event-types (cal-api.md §3). */
export function eventTypeOutput(world: World, row: EventTypeRow, isOwner = false) {
  const owner = row.team ? `team/${row.team}` : row.hosts.join('+');
  return {
    id: row.id,
    ownerId: row.team ? null : hostsOf(row)[0]!.id,
    lengthInMinutes: row.minutes,
    ...(row.options ? {lengthInMinutesOptions: row.options} : {}),
    title: row.title,
    slug: row.slug,
    description: row.description ?? '',
    locations: locationsOf(row),
    bookingFields: row.labels === 'unstored' ? null : outputFields(row, isOwner),
    disableGuests: row.seats !== undefined,
    slotInterval: null,
    minimumBookingNotice: 0,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    recurrence: row.recurrence ? {...row.recurrence, disabled: false} : null,
    metadata:
      row.price === undefined
        ? {}
        : {apps: {stripe: {enabled: true, price: row.price, currency: row.currency, paymentOption: 'ON_BOOKING'}}},
    price: row.price ?? 0,
    currency: row.currency ?? 'usd',
    lockTimeZoneToggleOnBookingPage: row.lockedZone ?? false,
    seatsPerTimeSlot: row.seats?.count ?? null,
    seatsShowAvailabilityCount: row.seats ? true : null,
    seats: row.seats
      ? {
          seatsPerTimeSlot: row.seats.count,
          showAttendeeInfo: row.seats.showAttendees,
          showAvailabilityCount: true,
          disabled: false,
        }
      : off,
    forwardParamsSuccessRedirect: true,
    successRedirectUrl: null,
    isInstantEvent: false,
    scheduleId: null,
    bookingWindow: off,
    bookerActiveBookingsLimit: row.bookerLimit
      ? {maximumActiveBookings: row.bookerLimit.most, offerReschedule: row.bookerLimit.offersMove}
      : off,
    onlyShowFirstAvailableSlot: row.oneTimeADay ?? false,
    confirmationPolicy: confirmation(row),
    requiresBookerEmailVerification: row.requiresEmailCode ?? false,
    bookingRequiresAuthentication: row.requiresAuthentication ?? false,
    hideOrganizerEmail: false,
    hidden: row.hidden ?? false,
    disableCancelling: {disabled: row.disableCancelling ?? false},
    disableRescheduling: {
      disabled: row.disableRescheduling ?? false,
      ...(row.rescheduleMinutesBefore === undefined ? {} : {minutesBefore: row.rescheduleMinutesBefore}),
    },
    allowReschedulingPastBookings: false,
    interfaceLanguage: null,
    offsetStart: 0,
    showOptimizedSlots: false,
    allowReschedulingCancelledBookings: false,
    users: row.team
      ? []
      : hostsOf(row).map(host => ({
          id: host.id,
          name: host.name,
          username: host.username,
          avatarUrl: null,
          brandColor: null,
          darkBrandColor: null,
          weekStart: 'Sunday',
          metadata: {},
        })),
    bookingUrl: pageAddress(world, row.id === 0 ? owner : `${owner}/${row.slug}`),
    ...teamMembers(row),
  };
}
