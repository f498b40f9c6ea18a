import {render} from 'lit';
import {expect, test} from 'vitest';
import {reduceFlow} from '../../../../src/core/flow/flow.ts';
import {startFlow, type FlowState} from '../../../../src/core/flow/flow-state.ts';
import {renderNotice} from '../../../../src/elements/form/book/render-notice.ts';
import type {LaterView} from '../../../../src/elements/form/form-view.ts';
import {eventType as plain, refusalRows, slots} from '../../../core/flow/rules/refusal-rows.ts';

const lost = slots[1]!.start;

/** The links and forms that a notice offers. */
function waysIn(state: FlowState): Element[] {
  const place = document.createElement('div');
  const host = {calLink: '', origin: 'https://cal.com', prefill: {}, metadata: {}};
  render(
    renderNotice({state, locale: 'en', t: (key: string) => key, on: {}, act: {}, host} as unknown as LaterView),
    place,
  );
  return [...place.querySelectorAll('a')];
}

test.each(refusalRows)('after $why the element goes on with $next', ({code, fields, eventType = plain, next}) => {
  const state: FlowState = {
    ...startFlow('UTC', '2026-11-20T08:00:00.000Z'),
    phase: 'booking',
    eventType,
    slots,
    slot: slots[1]!,
    answers: {name: 'Ada', email: 'ada@example.com'},
  };
  const after = reduceFlow(state, {type: 'refused', notice: {code}, ...(fields ? {problems: fields} : {})});
  expect(after.slot?.start).toBe(next === 'other-times' ? undefined : lost);
  expect(after.answers).toEqual(state.answers);
  expect(after.notice?.instead?.map(({start}) => start)).toEqual(
    next === 'other-times' ? [slots[2], slots[3], slots[0]].map(slot => slot!.start) : undefined,
  );
  expect(waysIn(after).length > 0).toBe(next === 'booking-page');
});
