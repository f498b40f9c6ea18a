import type {EventTypeRow} from '../../world/model.ts';

/** The event type Cal.com makes up for a group of people. It has no row of its own, so its id is 0. */
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
