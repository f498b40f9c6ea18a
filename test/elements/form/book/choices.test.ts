import {expect, test} from 'vitest';
import {reduceFlow} from '../../../../src/core/flow/flow.ts';
import type {FlowAction} from '../../../../src/core/flow/flow-actions.ts';
import {startFlow} from '../../../../src/core/flow/flow-state.ts';
import {bookingRequest} from '../../../../src/elements/form/book/booking-request.ts';
import type {FlowHost} from '../../../../src/elements/form/flow-host.ts';
import {choiceRows} from '../../../core/flow/rules/choice-rows.ts';

const host = {currentLocale: 'en', metadata: {}} as unknown as FlowHost;
const slot = {start: '2026-11-23T09:00:00.000Z'};

test.each(choiceRows)('$why: the element books $books', ({eventType, wanted: {duration, count}, books}) => {
  const actions: FlowAction[] = [
    {type: 'opened', now: '2026-11-20T08:00:00.000Z', timeZone: 'UTC', ...(duration ? {duration} : {})},
    {type: 'loaded', eventType},
    {type: 'restored', answers: {}, ...(count ? {count} : {})},
  ];
  const state = actions.reduce(reduceFlow, startFlow('UTC', '2026-11-20T08:00:00.000Z'));
  const request = bookingRequest(host, {...state, eventType, slot});
  expect({duration: request.duration, count: request.count}).toEqual({duration: undefined, count: undefined, ...books});
});
