import type {EventTypeRow} from '../../world/model.ts';

/** The event type that Cal.com creates on the fly for a group of users. It has no row, so its id is 0. */
export function dynamicEventType(usernames: string[]): EventTypeRow {
  return {
    id: 0,
    slug: 'dynamic',
    title: 'Group Meeting',
    minutes: 30,
    options: [15, 30, 45, 60],
    hosts: usernames,
    scheduling: 'collective',
    zone: 'UTC',
  };
}
