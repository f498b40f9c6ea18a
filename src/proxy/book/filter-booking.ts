import {isObject, looseObjects, type Json} from '../../core/cal/read.ts';
import {attemptKey, refKey} from '../../core/model/wire.ts';
import {pick, pickEach, pickFrom, plain, plains, type Rule, type Rules} from '../cal/pick.ts';

/** Who reads: the visitor who just booked, the holder of a manage token, or anybody who knows the uid. */
export type Audience = 'visitor' | 'holder' | 'anybody';

const common: Rules = {
  ...plains(
    'id',
    'uid',
    'title',
    'status',
    'cancellationReason',
    'reschedulingReason',
    'rescheduledFromUid',
    'rescheduledToUid',
    'start',
    'end',
    'duration',
    'eventTypeId',
    'location',
    'createdAt',
    'updatedAt',
    'seatUid',
    'recurringBookingUid',
  ),
  hosts: pickEach(plains('name', 'username', 'timeZone')),
  eventType: pick(plains('id', 'slug')),
};

/** Cal.com writes the link to the video call here too. */
const linkKey = 'videoCallUrl';

const visitorRules: Rules = {...common, metadata: pickMetadata([linkKey])};
/** The kit's own keys would let someone else resume the visitor's attempt and live session. */
const holderRules: Rules = {...common, metadata: pickMetadata([attemptKey, refKey, linkKey])};

/**
 * State and time only. The title contains the visitor's name, the location may be a phone number, reasons and metadata
 * are free text, and the uids of seats or series give access to more than was asked for.
 */
const anybodyRules: Rules = {
  ...plains('uid', 'status', 'start', 'end', 'duration', 'eventTypeId', 'rescheduledFromUid', 'rescheduledToUid'),
  eventType: pick(plains('id', 'slug')),
};

const attendee = {
  visitor: plains('name', 'email', 'displayEmail', 'timeZone', 'language', 'phoneNumber', 'seatUid'),
  holder: plains('name', 'timeZone', 'language', 'seatUid'),
};

function pickMetadata(without: string[]): Rule {
  return value => {
    if (!isObject(value)) return {};
    return Object.fromEntries(
      Object.entries(value).filter(([key, entry]) => !without.includes(key) && plain(entry) !== undefined),
    );
  };
}

/** The booker is the first attendee. With seats, the attendee whose seat this is, if any. */
function ownAttendees(json: Json): Json[] {
  const attendees = looseObjects(json['attendees']);
  const isSeated = attendees.some(item => 'seatUid' in item) || 'seatUid' in json;
  return isSeated
    ? attendees.filter(item => item['seatUid'] !== undefined && item['seatUid'] === json['seatUid'])
    : attendees.slice(0, 1);
}

/** A location in words says where to go; a link, with or without its scheme, admits anyone who has it. */
const isLink = (location: unknown) =>
  typeof location === 'string' && /:\/\/|[a-z\d]\.[a-z]{2,}(:\d+)?[/?#]/i.test(location);

function filterOne(json: Json, audience: Audience, withJoinLinks: boolean): Json {
  if (audience === 'anybody') return pickFrom(json, anybodyRules);
  const {location, ...others} = json;
  const isOver = ['cancelled', 'rejected'].includes(String(json['status']));
  return {
    ...pickFrom(
      (withJoinLinks && !isOver) || !isLink(location) ? json : others,
      audience === 'visitor' ? visitorRules : holderRules,
    ),
    attendees: ownAttendees(json).map(item => pickFrom(item, attendee[audience])),
  };
}

/**
 * The part of an answer's `data` (one booking, or the many of a series) that may reach a browser. Never an e-mail
 * address of a host or another attendee. The visitor's own address only in the answer to the booking request. A join
 * link only if the owner allows it. No personal data for callers who know only the uid.
 */
export function filterBookings(data: unknown, audience: Audience, withJoinLinks = false): Json | Json[] {
  const filter = (json: Json) => filterOne(json, audience, withJoinLinks);
  return Array.isArray(data) ? looseObjects(data).map(filter) : filter(isObject(data) ? data : {});
}
