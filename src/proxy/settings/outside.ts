import {z} from 'zod';

const exampleAddress = 'https://book.example.com';

/** The address it is reached at from outside, with the path before `/v2` and no slash at its end. */
export const publicAddress = z
  .string({error: `is not a text: write an address, such as ${exampleAddress}`})
  .trim()
  .refine(address => URL.canParse(address), {
    error: `is not an address: write one such as ${exampleAddress}`,
    abort: true,
  })
  .transform(address => new URL(address))
  .refine(
    url => url.protocol === 'https:' || url.protocol === 'http:',
    `does not start with https:// or http://: write one such as ${exampleAddress}`,
  )
  .refine(
    url => !url.username && !url.password && !url.search && !url.hash,
    `holds a user name, a password, a query or a #fragment: write one such as ${exampleAddress}`,
  )
  .transform(url => url.origin + url.pathname.replace(/(?<!\/)\/+$/, ''))
  .optional();

/** How many reverse proxies stand before it. */
export const proxyCount = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,2}$/)
        .transform(Number),
    ],
    {error: 'is not a number of reverse proxies: write 0, 1 or more'},
  )
  .refine(count => Number.isInteger(count) && count >= 0, 'is not a number of reverse proxies: write 0, 1 or more')
  .optional();
