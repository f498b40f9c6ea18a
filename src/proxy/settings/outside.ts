import {z} from 'zod';

const exampleAddress = 'https://book.example.com';

/** The public URL, with the path before `/v2` and without a trailing slash. */
export const publicAddress = z
  .string({error: `is not a string: write a URL, such as ${exampleAddress}`})
  .trim()
  .refine(address => URL.canParse(address), {error: `is not a URL: use one such as ${exampleAddress}`, abort: true})
  .transform(address => new URL(address))
  .refine(
    url => url.protocol === 'https:' || url.protocol === 'http:',
    `does not start with https:// or http://: use a URL such as ${exampleAddress}`,
  )
  .refine(
    url => !url.username && !url.password && !url.search && !url.hash,
    `contains a user name, a password, a query or a #fragment: use a URL such as ${exampleAddress}`,
  )
  .transform(url => url.origin + url.pathname.replace(/(?<!\/)\/+$/, ''))
  .optional();

/** The number of reverse proxies in front of this proxy. */
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
    {error: 'must be a number of reverse proxies: 0, 1 or more'},
  )
  .refine(count => Number.isInteger(count) && count >= 0, 'must be a number of reverse proxies: 0, 1 or more')
  .optional();

const exampleHost = 'n8n.internal:5678';

/** Hosts, each with or without a port. Defaults to none. */
export const privateTargets = z
  .union([z.string(), z.array(z.string())], {error: `is not a list of hosts: write hosts such as ${exampleHost}`})
  .default([])
  .transform(value => (typeof value === 'string' ? value.split(',') : value).map(item => item.trim()).filter(Boolean))
  .refine(
    hosts =>
      hosts.every(
        host => URL.canParse(`http://${host}`) && new URL(`http://${host}`).pathname === '/' && !/[/@?#]/.test(host),
      ),
    `contains something that is no host: write hosts such as ${exampleHost}, without https://`,
  );
