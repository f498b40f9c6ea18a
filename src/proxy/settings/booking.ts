import {z} from 'zod';
import {signingKeys} from './fields.ts';

const examplePage = 'https://www.example.com/booking';

/** The most calls to Cal.com in a minute. Defaults to 100. */
export const perMinute = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    ],
    {error: 'must be a number of calls from 2 to 6000, such as 100'},
  )
  .refine(
    value => Number.isInteger(value) && value >= 2 && value <= 6_000,
    'must be a number of calls from 2 to 6000, such as 100',
  )
  .default(100);

/** Named secrets of 32 characters or more. Defaults to none. */
export const optionalKeys = signingKeys.optional().transform(keys => keys ?? []);

/** A flag. Defaults to false. */
export const yes = z
  .union([z.boolean(), z.string()], {error: 'must be true or false'})
  .default(false)
  .transform((written, context): boolean => {
    const text = String(written).trim().toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off', ''].includes(text)) return false;
    context.addIssue({code: 'custom', message: 'must be true or false'});
    return z.NEVER;
  });

/** The URL of a site's page; optional. It must have no #fragment, because links to it carry their token there. */
export const pageAddress = z
  .string({error: `must be a URL, such as ${examplePage}`})
  .trim()
  .refine(address => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol), {
    error: `is not an http(s) URL: use one such as ${examplePage}`,
    abort: true,
  })
  .refine(
    address => !new URL(address).hash && !new URL(address).username && !new URL(address).password,
    `contains a user name, a password or a #fragment: use a URL such as ${examplePage}`,
  )
  .optional();
