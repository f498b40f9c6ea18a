import {settingsHelp} from '../settings/describe.ts';

/** What `booking-proxy --help` says. */
export const usage = `Usage: booking-proxy serve
       booking-proxy doctor [--url https://book.example.com] [--json]
       booking-proxy webhook register --url https://book.example.com [--json]
       booking-proxy webhook list [--json]
       booking-proxy webhook remove --url https://book.example.com [--json]
       booking-proxy backup FILE [--json]

serve starts the proxy. doctor looks at everything it needs and says what to do; it changes nothing.
webhook manages the account's webhook in Cal.com; what is as it should be stays as it is.
backup copies the data of SQLite into a new file, also while a proxy serves.

Settings come from the environment, or from booking.config.ts or booking.config.js in this directory:

${settingsHelp()}`;
