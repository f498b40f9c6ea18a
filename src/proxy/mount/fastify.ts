import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Proxy} from '../proxy.ts';
import {toNodeHandler} from './node.ts';

/** The part of Fastify's types used here, so that Fastify is not a dependency. */
export interface FastifyScope {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(type: string, parser: () => Promise<null>): unknown;
  all(
    path: string,
    handler: (request: {raw: IncomingMessage}, reply: {raw: ServerResponse; hijack(): unknown}) => void,
  ): unknown;
}

/** The proxy as a Fastify plugin: below its `basePath`, in a scope where no parser reads bodies. */
export function toFastifyPlugin(proxy: Proxy): (scope: FastifyScope) => Promise<void> {
  const handle = toNodeHandler(proxy);
  return async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async () => null);
    scope.all(`${proxy.basePath}/*`, (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw);
    });
  };
}
