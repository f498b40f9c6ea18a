import {settingsHelp} from '../settings/describe.ts';

/** The text of `booking-proxy --help`. */
export const usage = `Usage: booking-proxy serve
       booking-proxy doctor [--url https://book.example.com] [--json]
       booking-proxy webhook register --url https://book.example.com [--json]
       booking-proxy webhook list [--json]
       booking-proxy webhook remove --url https://book.example.com [--json]
       booking-proxy effects list [--json]
       booking-proxy effects test NAME --booking UID [--url …] [--json]
       booking-proxy runs list [--effect NAME] [--state STATE] [--booking UID] [--limit N] [--url …] [--json]
       booking-proxy runs show ID [--url …] [--json]
       booking-proxy runs replay ID… | --state failed [--effect NAME] [--booking UID] [--fresh] [--url …] [--json]
       booking-proxy runs cancel ID… | --state waiting [--effect NAME] [--booking UID] [--url …] [--json]
       booking-proxy backup FILE [--json]

serve starts the proxy. doctor checks your setup and tells you what to fix; it changes nothing.
webhook manages the account's webhook in Cal.com; correct webhooks stay unchanged.
effects list shows the effects in booking.config.ts; test runs one for a booking, whatever its filters say.
runs asks the running proxy (--url, by default the one on this machine) about the runs of effects: a replay keeps
finished steps unless it is --fresh. test and runs need BOOKING_ADMIN_TOKEN.
backup copies the SQLite data into a new file, even while a proxy is running.

Settings come from the environment, or from booking.config.ts or booking.config.js in this directory:

${settingsHelp()}`;
