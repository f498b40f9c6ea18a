import {settingsHelp} from '../settings/describe.ts';

/** The text of `booking-proxy --help`. */
export const usage = `Usage: booking-proxy serve
       booking-proxy doctor [--url https://book.example.com] [--json]
       booking-proxy webhook register --url https://book.example.com [--json]
       booking-proxy webhook list [--json]
       booking-proxy webhook remove --url https://book.example.com [--json]
       booking-proxy backup FILE [--json]

serve starts the proxy. doctor checks your setup and tells you what to fix; it changes nothing.
webhook manages the account's webhook in Cal.com; correct webhooks stay unchanged.
backup copies the SQLite data into a new file, even while a proxy is running.

Settings come from the environment, or from booking.config.ts or booking.config.js in this directory:

${settingsHelp()}`;
