/**
 * The `cal-api-version` of each of Cal.com's resources. Each resource has versions of its own; with another's version
 * Cal.com answers 404 or old shapes.
 */
export const apiVersions = {eventTypes: '2024-06-14', slots: '2024-09-04', bookings: '2024-08-13'} as const;
