import {z} from 'zod';

/** The header a webhook is signed in; forks of Cal.com have their own. In small letters. */
export const signatureHeader = z.string({error: 'is not a text: write the name of a header, such as x-cal-signature-256'})
  .trim()
  .toLowerCase()
  .regex(/^[a-z\d-]{1,100}$/, 'is not the name of a header: write one such as x-cal-signature-256')
  .default('x-cal-signature-256');
