import type {Handler} from './call.ts';

/** GET /v2/me: whose key it is. */
export const getMe: Handler = ({caller}) => {
  const {id, username, email, name, timeZone} = caller!;
  return {
    data: {id, username, email, name, avatarUrl: null, bio: null, timeFormat: 12, defaultScheduleId: id, weekStart: 'Sunday', timeZone, organizationId: null},
  };
};
