/**
 * The `cal-api-version` of each of Cal.com's resources. One for all would answer 404 or old shapes:
 * each resource knows its own dates only.
 */
export const apiVersions = {eventTypes: '2024-06-14', slots: '2024-09-04', bookings: '2024-08-13'} as const;
