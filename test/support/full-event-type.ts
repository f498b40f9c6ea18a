/** An event type as Cal.com answers with it, with all that is read of one. */
export const fullEventType = {
  id: 1, slug: 'a', title: 'A', description: 'a', lengthInMinutes: 30, lengthInMinutesOptions: [15, 30], price: 5, currency: 'eur', bookingUrl: 'https://cal.com/a/a',
  bookingFields: [
    {type: 'splitName', slug: 'name', firstNameLabel: 'First', lastNameLabel: 'Last', lastNameRequired: true},
    {type: 'select', slug: 'size', label: 'Size', placeholder: 'a', options: ['Small'], required: true}, {type: 'unknown', bookingField: '{"name":"a","type":"text"}', slug: 'b'},
  ],
  locations: [{type: 'attendeePhone'}], hosts: [{name: 'Rick', username: 'rick', avatarUrl: 'https://cal.com/a.png', timeZone: 'UTC'}],
  confirmationPolicy: {type: 'always', disabled: false}, seats: {seatsPerTimeSlot: 3, showAvailabilityCount: true},
  recurrence: {occurrences: 3, frequency: 'weekly', interval: 1}, lockTimeZoneToggleOnBookingPage: true, lockedTimeZone: 'Europe/Berlin', schedule: {timeZone: 'UTC'},
  disableRescheduling: {disabled: false, minutesBefore: 60}, disableCancelling: {disabled: true}, metadata: {apps: {stripe: {enabled: true, price: 5, currency: 'eur'}}},
};
