import {isObject, looseObjects, type Json} from '../../core/cal/read.ts';
import {attemptKey, refKey} from '../../core/model/wire.ts';
import {pick, pickEach, pickFrom, plain, plains, type Rule, type Rules} from '../cal/pick.ts';

/** Who looks: the one who just made the booking, whoever has its manage token, or anybody who knows its uid. */
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

/** Cal.com writes the link to the call here too. */
const linkKey = 'videoCallUrl';

const visitorRules: Rules = {...common, metadata: pickMetadata([linkKey])};
/** The kit's own keys would let another go on where the visitor is. */
const holderRules: Rules = {...common, metadata: pickMetadata([attemptKey, refKey, linkKey])};

/**
 * Where it stands and when it is. Its title holds the visitor's name, its place may be a phone number, its reasons and
 * metadata are whatever somebody wrote there, and the uids of a seat or a series open more than was asked for.
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

/** The booker stands first. Of the attendees with seats it is the one whose seat this is, if any. */
function ownAttendees(json: Json): Json[] {
  const attendees = looseObjects(json['attendees']);
  const isSeated = attendees.some(item => 'seatUid' in item) || 'seatUid' in json;
  return isSeated
    ? attendees.filter(item => item['seatUid'] !== undefined && item['seatUid'] === json['seatUid'])
    : attendees.slice(0, 1);
}

/** A place in words says where to go; a link among them, with or without its scheme, lets in whoever has it. */
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
 * What of an answer's `data` (one booking, or the many of a recurring one) may reach a page: never an e-mail address of
 * a host or of other attendees, the visitor's own only in the answer to who wrote it, a link to join only where the owner
 * allows it, and to who knows nothing but the uid no personal data at all.
 */
export function filterBookings(data: unknown, audience: Audience, withJoinLinks = false): Json | Json[] {
  const filter = (json: Json) => filterOne(json, audience, withJoinLinks);
  return Array.isArray(data) ? looseObjects(data).map(filter) : filter(isObject(data) ? data : {});
}
