import {z} from 'zod';
import {liveLimits as defaults, type LiveLimits} from './live-limits.ts';

/** The header a webhook is signed in; forks of Cal.com have their own. In small letters. */
export const signatureHeader = z
  .string({error: 'is not a text: write the name of a header, such as x-cal-signature-256'})
  .trim()
  .toLowerCase()
  .regex(/^[a-z\d-]{1,100}$/, 'is not the name of a header: write one such as x-cal-signature-256')
  .default('x-cal-signature-256');

const limitAdvice = 'write limits such as booking=24,visitor=200,waiting=50,all=20000';

/** How many streams may be open at once, by name; what is not named has its default. */
export const liveLimits = z
  .union([z.string(), z.record(z.string(), z.union([z.number(), z.undefined()]))], {
    error: `is neither a text nor an object: ${limitAdvice}`,
  })
  .default({})
  .transform((written, context): LiveLimits => {
    const entries =
      typeof written === 'string'
        ? written
            .split(',')
            .filter(part => part.trim())
            .map(part => part.split('='))
        : Object.entries(written);
    const limits = {...defaults};
    for (const [name = '', value] of entries) {
      const limit = Number(value);
      const known = name.trim();
      if (Object.hasOwn(defaults, known) && Number.isSafeInteger(limit) && limit > 0)
        limits[known as keyof LiveLimits] = limit;
      else context.addIssue({code: 'custom', message: `holds something that is no limit: ${limitAdvice}`});
    }
    return limits;
  });
