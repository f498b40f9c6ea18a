import type {Handler} from './call.ts';

/** GET /v2/me: whose key it is; the open-source server says less (cal-real.md 14). */
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
