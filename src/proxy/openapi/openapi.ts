import type {Settings} from '../settings/settings.ts';
import {paths} from './paths.ts';
import {schemas} from './schemas.ts';

const bearer = (description: string) => ({type: 'http', scheme: 'bearer', description});

/** The OpenAPI 3.1 document of the proxy's own API, with the address it is reached at. */
export function openApi({
  publicUrl,
  basePath,
  signatureHeader,
}: Pick<Settings, 'publicUrl' | 'basePath' | 'signatureHeader'>): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'booking-proxy',
      version: '2',
      description:
        "Cal.com's API v2 for pages: the same shapes without a key, and a live stream beside them. Pages of other origins than the allowed ones are refused.",
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: publicUrl ?? (basePath || '/')}],
    paths,
    components: {
      schemas,
      securitySchemes: {
        liveToken: bearer('From the answer of a booking, or of `/live/sessions`.'),
        manageToken: {
          type: 'apiKey',
          in: 'header',
          name: 'Booking-Manage-Token',
          description: 'From the answer of a booking, or of its manage link; as Bearer too.',
        },
        adminToken: bearer('BOOKING_ADMIN_TOKEN'),
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: signatureHeader,
          description: 'Hex HMAC-SHA-256 of the body, by one of CAL_WEBHOOK_SECRETS.',
        },
      },
    },
  };
}
