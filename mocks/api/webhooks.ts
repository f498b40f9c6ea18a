import {exception, validation, type PropertyError} from '../errors.ts';
import {findEventType, findTeam} from '../world/data.ts';
import type {Webhook} from '../world/model.ts';
import {triggers} from '../world/world.ts';
import type {Call, Handler} from './call.ts';

const versions = ['2021-10-20', '2026-07-27'];

const output = ({version: _version, coversAll: _coversAll, userId, eventTypeId, ...shown}: Webhook) => ({
  ...shown,
  ...(eventTypeId === undefined ? {userId} : {eventTypeId}),
});

/** The owner of the webhooks at a path: an event type or the account. */
function scopeOf({params, caller}: Pick<Call, 'params' | 'caller'>): number | undefined {
  const {teamId, eventTypeId} = params;
  if (eventTypeId === undefined) return undefined;
  const row = findEventType(Number(eventTypeId));
  const isIts =
    row &&
    row.hosts.includes(caller!.username) &&
    (teamId ? findTeam(row.team ?? '')?.id === Number(teamId) : !row.team);
  if (!isIts) throw exception(404, `Event type with id ${eventTypeId} not found`);
  return row.id;
}

const isIn = (call: Call) => {
  const scope = scopeOf(call);
  return (each: Webhook) => each.eventTypeId === scope && (scope !== undefined || each.userId === call.caller!.id);
};

function check(body: Record<string, unknown>, whole: boolean) {
  const errors: PropertyError[] = [];
  const need = (property: string, test: (value: unknown) => boolean, name: string, message: string, always = false) => {
    if ((always && whole) || body[property] !== undefined) {
      if (!test(body[property]))
        errors.push({property, constraints: {[name]: message}, children: [], target: body, value: body[property]});
    }
  };
  need(
    'subscriberUrl',
    value => typeof value === 'string' && URL.canParse(value),
    'isUrl',
    'subscriberUrl must be a URL address',
    true,
  );
  need('active', value => typeof value === 'boolean', 'isBoolean', 'active must be a boolean value', true);
  need(
    'triggers',
    value => Array.isArray(value) && value.length > 0 && value.every(each => triggers.includes(each)),
    'isEnum',
    `each value in triggers must be one of the following values: ${triggers.join(', ')}`,
    true,
  );
  need('secret', value => value === null || typeof value === 'string', 'isString', 'secret must be a string');
  need(
    'version',
    value => versions.includes(String(value)),
    'isEnum',
    `version must be one of the following values: ${versions.join(', ')}`,
  );
  if (errors.length) throw validation(errors);
  // A self-hosted Cal.com allows http and private addresses; cloud metadata addresses are refused everywhere.
  if (typeof body['subscriberUrl'] === 'string' && new URL(body['subscriberUrl']).hostname === '169.254.169.254') {
    throw exception(400, 'Webhook URL is not allowed: Blocked hostname');
  }
}

function refuseDouble(call: Call, url: unknown, except?: Webhook) {
  const double = call.world.webhooks.filter(isIn(call)).some(each => each !== except && each.subscriberUrl === url);
  if (double) throw exception(409, 'Webhook with this subscriber url already exists for this user');
}

function own(call: Call): Webhook {
  const {world, params} = call;
  const found = world.webhooks.filter(isIn(call)).find(each => each.id === params['id']);
  if (!found) throw exception(404, `Webhook (${params['id']}) not found`);
  return found;
}

/** POST /v2/webhooks. */
export const createWebhook: Handler = call => {
  const {world, caller, body} = call;
  check(body, true);
  refuseDouble(call, body['subscriberUrl']);
  const eventTypeId = scopeOf(call);
  const webhook: Webhook = {
    ...(eventTypeId === undefined ? {} : {eventTypeId}),
    id: world.uuid(),
    userId: caller!.id,
    subscriberUrl: body['subscriberUrl'] as string,
    active: body['active'] as boolean,
    triggers: body['triggers'] as string[],
    payloadTemplate: (body['payloadTemplate'] as string | undefined) ?? null,
    secret: (body['secret'] as string | undefined) ?? null,
    version: (body['version'] as string | undefined) ?? '2021-10-20',
  };
  world.webhooks.push(webhook);
  return {status: 201, data: output(webhook)};
};

/** GET /v2/webhooks: the owner's webhooks with secrets in clear text. */
export const listWebhooks: Handler = call => {
  const {world, query} = call;
  const skip = Number(query.get('skip') ?? 0);
  return {
    data: world.webhooks
      .filter(isIn(call))
      .slice(skip, skip + Number(query.get('take') ?? 250))
      .map(output),
  };
};

/** GET /v2/webhooks/:id. */
export const getWebhook: Handler = call => ({data: output(own(call))});

/** PATCH /v2/webhooks/:id. */
export const updateWebhook: Handler = call => {
  const webhook = own(call);
  check(call.body, false);
  if (call.body['subscriberUrl'] !== undefined) refuseDouble(call, call.body['subscriberUrl'], webhook);
  for (const name of ['subscriberUrl', 'active', 'triggers', 'payloadTemplate', 'secret', 'version'] as const) {
    if (call.body[name] !== undefined) Object.assign(webhook, {[name]: call.body[name]});
  }
  return {data: output(webhook)};
};

/** DELETE /v2/webhooks/:id. */
export const deleteWebhook: Handler = call => {
  const webhook = own(call);
  call.world.webhooks.splice(call.world.webhooks.indexOf(webhook), 1);
  return {data: output(webhook)};
};
