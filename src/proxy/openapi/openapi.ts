import type {Settings} from '../settings/settings.ts';
import {paths} from './paths.ts';
import {schemas} from './schemas.ts';

const bearer = (description: string) => ({type: 'http', scheme: 'bearer', description});

/** The OpenAPI 3.1 document of the proxy's API, with its public URL. */
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
        "Cal.com's API v2 for browsers: the same shapes without a key, plus a live stream. Only allowed " +
        'origins may call.',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: publicUrl ?? (basePath || '/')}],
    paths,
    components: {
      schemas,
      securitySchemes: {
        liveToken: bearer('From the answer to a booking, or from `/live/sessions`.'),
        manageToken: {
          type: 'apiKey',
          in: 'header',
          name: 'Booking-Manage-Token',
          description: 'From the answer to a booking, or from its manage link; also accepted as Bearer.',
        },
        adminToken: bearer('BOOKING_ADMIN_TOKEN'),
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: signatureHeader,
          description: 'Hex HMAC-SHA-256 of the body with one of CAL_WEBHOOK_SECRETS.',
        },
      },
    },
  };
}
