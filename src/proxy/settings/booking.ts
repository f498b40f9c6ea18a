import {z} from 'zod';
import {signingKeys} from './fields.ts';

const examplePage = 'https://www.example.com/booking';

/** How often Cal.com may be called in a minute; 100 by default. */
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
    {error: 'is not a number of calls: write one from 2 to 6000, such as 100'},
  )
  .refine(
    value => Number.isInteger(value) && value >= 2 && value <= 6_000,
    'is not a number of calls: write one from 2 to 6000, such as 100',
  )
  .default(100);

/** Named secrets of 32 characters or more; none by default. */
export const optionalKeys = signingKeys.optional().transform(keys => keys ?? []);

/** Yes or no; no by default. */
export const yes = z
  .union([z.boolean(), z.string()], {error: 'is neither yes nor no: write true or false'})
  .default(false)
  .transform((written, context): boolean => {
    const text = String(written).trim().toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off', ''].includes(text)) return false;
    context.addIssue({code: 'custom', message: 'is neither yes nor no: write true or false'});
    return z.NEVER;
  });

/** The address of a page; none by default. Its #fragment carries what must not reach a log, so it may not have one. */
export const pageAddress = z
  .string({error: `is not a text: write an address, such as ${examplePage}`})
  .trim()
  .refine(address => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol), {
    error: `is not an http(s) address: write one such as ${examplePage}`,
    abort: true,
  })
  .refine(
    address => !new URL(address).hash && !new URL(address).username && !new URL(address).password,
    `holds a user name, a password or a #fragment: write one such as ${examplePage}`,
  )
  .optional();
