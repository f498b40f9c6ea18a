import type {Handler} from './call.ts';

/** GET /v2/me: the owner of the key; the open-source server returns fewer members (cal-real.md 14). */
export const getMe: Handler = ({world, caller}) => {
  const {id, username, email, name, timeZone} = caller!;
  const more = world.options.edition === 'open-source' ? {} : {name, avatarUrl: null, bio: null};
  return {
    data: {
      id,
      username,
      email,
      ...more,
      timeFormat: 12,
      defaultScheduleId: id,
      weekStart: 'Sunday',
      timeZone,
      organizationId: null,
    },
  };
};
