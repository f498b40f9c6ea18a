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

  CAL_API_KEY                     the API key of the Cal.com account (required)
  CAL_WEBHOOK_SECRETS             secrets of the webhook in Cal.com, with commas between them; the first is registered (required)
  BOOKING_ALLOWED_ORIGINS         origins of the pages that may book, with commas between them (required)
  BOOKING_EVENT_TYPES             what may be booked: user/slug, team/team-slug/slug or numbers (required)
  BOOKING_SIGNING_KEYS            kid:secret, the first signs; secrets have 32 characters or more (required)
  BOOKING_ADMIN_TOKEN             opens /ops; without it there is none
  BOOKING_METRICS_TOKEN           opens /metrics to who sends it as Bearer
  BOOKING_OPEN_METRICS            true opens /metrics to all
  BOOKING_DATA                    directory of the data (./data)
  DATABASE_URL                    postgres://user:password@host:5432/database, instead of the directory
  BOOKING_RETENTION_DAYS          how long webhooks and logs are kept (30)
  BOOKING_KEEP_DAYS               how long a booking is kept after its end (90)
  BOOKING_BASE_PATH               path it is mounted under (none)
  BOOKING_PUBLIC_URL              address it is reached at from outside, with its path; told to pages and to Cal.com
  BOOKING_TRUSTED_PROXIES         how many reverse proxies stand before it; 0 believes no X-Forwarded header
  BOOKING_CHECKOUT_KEYS           kid:secret, what the shop's backend signs checkout tokens with
  BOOKING_REQUIRE_CHECKOUT_TOKEN  yes lets nobody book without one
  BOOKING_MANAGE_URL              page where visitors change their bookings
  BOOKING_JOIN_LINKS              yes shows pages where an accepted booking is joined
  BOOKING_LIVE_LIMITS             live streams at once (booking=24,visitor=200,waiting=50,all=20000)
  BOOKING_CALLS_PER_MINUTE        calls to Cal.com in any minute (100)
  CAL_API_URL                     Cal.com's API (https://api.cal.com)
  CAL_WEBHOOK_SIGNATURE_HEADER    header of the signature (x-cal-signature-256)
  BOOKING_KEEP_ALIVE_SECONDS      how long serve keeps idle connections; more than your load balancer does (75)
  HOST, PORT                      where it listens (127.0.0.1, 8787; in a container HOST=0.0.0.0)
`;
