import {z} from 'zod';
import {liveLimits as defaults, type LiveLimits} from './live-limits.ts';

/** The header with a webhook's signature, in lower case; forks of Cal.com use their own. */
export const signatureHeader = z
  .string({error: 'is not a string: write the name of a header, such as x-cal-signature-256'})
  .trim()
  .toLowerCase()
  .regex(/^[a-z\d-]{1,100}$/, 'is not the name of a header: use one such as x-cal-signature-256')
  .default('x-cal-signature-256');

const limitAdvice = 'write limits such as booking=24,visitor=200,waiting=50,all=20000';

/** The most live streams open at once, by name. Names left out keep their defaults. */
export const liveLimits = z
  .union([z.string(), z.record(z.string(), z.union([z.number(), z.undefined()]))], {
    error: `is neither a string nor an object: ${limitAdvice}`,
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
      else context.addIssue({code: 'custom', message: `contains an invalid limit: ${limitAdvice}`});
    }
    return limits;
  });
